import type { Mint } from '../tokens/token.ts';

/** A pool's account address, base58. */
export type PoolAddress = string & { readonly __brand: 'PoolAddress' };

/** What every pool has, whatever its kind. `kind` names its mathematics and program. Prices are Y per X. */
export type PoolBase = {
  readonly kind: string;
  readonly address: PoolAddress;
  readonly mintX: Mint;
  readonly mintY: Mint;
};

/** Whether a swap that spends a mint goes from X to Y. Throws RangeError for a mint that the pool does not trade. */
export function isXForY(pool: PoolBase, mintIn: Mint): boolean {
  if (mintIn === pool.mintX) return true;
  if (mintIn === pool.mintY) return false;
  throw new RangeError(`pool ${pool.address} does not trade ${mintIn}`);
}

/** What a swap needs to know beside the pool: the chain's clock at the slot of the snapshot, Unix seconds. */
export type SwapClock = { readonly unixSeconds: number };

/** What one swap on one pool would move. All amounts are base units. */
export type SwapQuote = {
  /** What the pool takes; less than asked only when the liquidity that is known of ends. */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee, in base units of `feeMint`: contained in amountIn, or taken from the output before amountOut. */
  readonly fee: bigint;
  readonly feeMint: Mint;
  /** The protocol's (and fund's) part of the fee. */
  readonly protocolFee: bigint;
  /** How many bins or initialised ticks the swap leaves behind: what its compute units follow. 0 where a pool has none. */
  readonly crossed: number;
};

/** What one swap on one pool does: the amounts of its quote, and the pool after it. */
export type SwapResult<P extends PoolBase = PoolBase> = SwapQuote & { readonly pool: P };
