import type { Mint } from '../../tokens/token.ts';
import type { Pool, SwapClock, SwapQuote, SwapResult } from './pool.ts';
import { mathOf } from './poolMaths.ts';

export type ExactIn = {
  readonly pool: Pool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly clock: SwapClock;
};

/**
 * Swaps an exact input (base units) on a pool of any kind as its program would. The result's `amountIn` is less than requested only when the
 * known liquidity ends. Throws PoolRefusal with the program's code; RangeError for an amount outside u64 or a mint that the pool does not trade.
 */
export function swapExactIn(opts: ExactIn & { readonly minOut?: bigint }): SwapResult<Pool> {
  // A kind's swap gives a pool of the same kind.
  return mathOf(opts.pool).swapExactIn(opts) as SwapResult<Pool>;
}

/** The amounts of swapExactIn, without building the resulting pool. Throws like swapExactIn. */
export function quoteExactIn(opts: ExactIn): SwapQuote {
  return mathOf(opts.pool).curve(opts).quote(opts.amountIn);
}
