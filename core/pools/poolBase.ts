import type { Mint } from '../tokens/token.ts';

/** A pool's account address, base58. */
export type PoolAddress = string & { readonly __brand: 'PoolAddress' };

/** The fields of every pool. `kind` names its mathematics and program. Prices are Y per X. */
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

/** The chain's clock at the slot of the snapshot, Unix seconds, on which some fees depend. */
export type SwapClock = { readonly unixSeconds: number };

/** The amounts of one swap on one pool, base units. */
export type SwapQuote = {
  /** The input that the pool takes; less than requested only when the known liquidity ends. */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee, in base units of `feeMint`: contained in amountIn, or taken from the output before amountOut. */
  readonly fee: bigint;
  readonly feeMint: Mint;
  /** The protocol's (and fund's) part of the fee. */
  readonly protocolFee: bigint;
  /** The number of bins or initialised ticks that the swap passes, on which its compute units depend. 0 for a pool without any. */
  readonly crossed: number;
};

/** The result of one swap on one pool: the amounts of its quote, and the pool after it. */
export type SwapResult<P extends PoolBase = PoolBase> = SwapQuote & { readonly pool: P };
