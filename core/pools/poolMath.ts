import type { Mint } from '../tokens/token.ts';
import type { ListedPoolBase, PoolStateBase } from './listedPool.ts';
import type { PoolBase, SwapClock, SwapResult } from './poolBase.ts';
import type { PoolCurve } from './poolCurve.ts';
import type { RefusalTable } from './poolRefusal.ts';

/** The size of a leg in a transaction, for the router, which has to fit several legs into one. */
export type LegFootprint = {
  /** Number of accounts that no other leg names, without wallet, token program, mints and the wallet's token accounts. */
  readonly ownAccounts: number;
  /** Accounts that legs on other pools may also name, including the program: addresses, or a name for each. */
  readonly sharedAccounts: readonly string[];
  /** True when the instruction names the mints of both tokens. */
  readonly namesMints: boolean;
  /** Length of the instruction's list of accounts, including wallet, mints and token accounts. */
  readonly places: number;
  /** Bytes of the instruction's data. */
  readonly dataBytes: number;
  /** The maximum compute units that a swap on this pool requests. */
  readonly computeUnits: number;
};

/**
 * The mathematics of a kind of pool, pure and exact to the program, and its state on the wire. The page loads it after its first paint. P is the
 * pool, L the listed pool, S the state. Amounts are base units. Methods that take a mint throw RangeError for one that the pool does not trade,
 * and for amounts outside u64.
 */
export type PoolMath<
  P extends PoolBase = PoolBase,
  L extends ListedPoolBase = ListedPoolBase,
  S extends PoolStateBase = PoolStateBase,
> = {
  /** The kind's name. */
  readonly name: P['kind'];
  /** The program's error numbers that the engine may meet. */
  readonly refusals: RefusalTable;

  /** The pool in one direction, prepared for many quotes. Throws PoolRefusal when the pool accepts no swap at all (`not-open`). */
  curve(opts: { readonly pool: P; readonly mintIn: Mint; readonly clock: SwapClock }): PoolCurve;
  /** Swaps an exact input as the program would. Throws PoolRefusal. The result's amountIn is less when the known liquidity ends. */
  swapExactIn(opts: {
    readonly pool: P;
    readonly mintIn: Mint;
    readonly amountIn: bigint;
    readonly minOut?: bigint;
    readonly clock: SwapClock;
  }): SwapResult<P>;
  /** False when the program would refuse every swap. */
  isOpen(pool: P): boolean;

  /** The pool in the form of a snapshot: without state far from the price. */
  nearPrice(pool: P): P;
  /** A pool's state on the wire: whole without `previous`, else the changes, or undefined without changes. Both pools as nearPrice returns them. */
  encodeState(pool: P, previous: P | undefined): S | undefined;
  /** The pool from a state, either whole or a change applied to `previous`. The state has passed the program's schema, or came from our server. */
  decodeState(listed: L, state: S, previous: P | undefined): P;

  /**
   * Indexes of the derived accounts (bin arrays, tick arrays) that a swap in one direction names: only existing ones, in the order that the
   * program requires. Empty for a kind whose accounts do not depend on the price.
   */
  priceAccounts(pool: P, mintIn: Mint): readonly number[];
  /** Compute units of a swap: the program's usage, and the request of a transaction, with room for price drift until it lands. */
  computeUnits(quote: { readonly crossed: number }): { readonly used: number; readonly asked: number };
  /** The size of a leg in a transaction. `listed` is undefined for a pool that is not listed (any more). */
  footprint(opts: { readonly listed: L | undefined; readonly pool: P; readonly mintIn: Mint }): LegFootprint;
};
