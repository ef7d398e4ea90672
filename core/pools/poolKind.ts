import type { Ratio } from '../amounts/ratio.ts';
import type { Mint } from '../tokens/token.ts';
import type { Venue } from '../venues/venue.ts';
import type { ListedPoolBase, PoolStateBase, WireOf } from './listedPool.ts';
import type { PoolBase, SwapClock, SwapResult } from './poolBase.ts';
import type { PoolCurve } from './poolCurve.ts';
import type { RefusalTable } from './poolRefusal.ts';

/** What a leg adds to a transaction, for the router, which has to fit several into one. */
export type LegFootprint = {
  /** Accounts that no other leg names. Wallet, token program, mints and the wallet's token accounts are there already. */
  readonly ownAccounts: number;
  /** Accounts that legs on other pools may name too, the program among them: addresses, or a name for each. */
  readonly sharedAccounts: readonly string[];
  /** Whether the instruction names the mints of both tokens. */
  readonly namesMints: boolean;
  /** Places in the instruction's list of accounts, those of the wallet, mints and token accounts included. */
  readonly places: number;
  /** Bytes of the instruction's data. */
  readonly dataBytes: number;
  /** The most compute units that are asked for a swap of this pool as it is known. */
  readonly computeUnits: number;
};

/**
 * A kind of pool: its mathematics, pure and exact to the program. P is the pool, L what the listing says of it, S its state on the wire.
 * Amounts are base units. Methods that take a mint throw RangeError for one that the pool does not trade, and for amounts outside of u64.
 */
export type PoolKind<
  P extends PoolBase = PoolBase,
  L extends ListedPoolBase = ListedPoolBase,
  S extends PoolStateBase = PoolStateBase,
> = {
  /** `raydium-cpmm`: on the wire, in the listing and in stored facts. */
  readonly name: P['kind'];
  /** The brand. */
  readonly venue: Venue;
  /** The program's error numbers that the engine may meet. */
  readonly refusals: RefusalTable;

  /** The pool in one direction, prepared for many quotes. Throws PoolRefusal when no swap is taken at all (`not-open`). */
  curve(opts: { readonly pool: P; readonly mintIn: Mint; readonly clock: SwapClock }): PoolCurve;
  /** Swaps an exact input as the program would. Throws PoolRefusal. The result's amountIn is less when the known liquidity ends. */
  swapExactIn(opts: {
    readonly pool: P;
    readonly mintIn: Mint;
    readonly amountIn: bigint;
    readonly minOut?: bigint;
    readonly clock: SwapClock;
  }): SwapResult<P>;
  /** What the pool trades at before fees, base units of Y per base unit of X; undefined for an empty pool. */
  midPrice(pool: P): Ratio | undefined;
  /** The trade fee of an ordinary small swap, parts per million, as the listing has it too. */
  usualFeePpm(pool: P | L): number;
  /** False when the program would refuse every swap. */
  isOpen(pool: P): boolean;

  /** What the listing says of a pool, from the wire: numbers beyond 2^53 come as text. It has passed the program's schema, or came from our server. */
  readListed(listed: WireOf<L>): L;
  /** The pool as a snapshot shows it: without what lies far from the price. */
  nearPrice(pool: P): P;
  /** A pool's state on the wire: whole without `previous`, else what changed, or undefined when nothing did. Both as nearPrice shows them. */
  encodeState(pool: P, previous: P | undefined): S | undefined;
  /** The pool of a state: whole, or a change that is laid over `previous`. The state has passed the program's schema, or came from our server. */
  decodeState(listed: L, state: S, previous: P | undefined): P;

  /**
   * Indexes of the derived accounts (bin arrays, tick arrays) that a swap in one direction names, those that exist, in the order in which
   * the program wants them. Empty for a kind whose accounts do not depend on the price.
   */
  priceAccounts(pool: P, mintIn: Mint): readonly number[];
  /** Compute units of a swap: what the program uses, and what a transaction asks for, with room for drift until it lands. */
  computeUnits(quote: { readonly crossed: number }): { readonly used: number; readonly asked: number };
  /** What a leg adds to a transaction. `listed` is undefined for a pool that is not listed (any more). */
  footprint(opts: { readonly listed: L | undefined; readonly pool: P; readonly mintIn: Mint }): LegFootprint;
};
