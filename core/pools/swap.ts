import type { Mint } from '../tokens/token.ts';
import { quoteDlmmExactIn, quoteDlmmExactOut, swapDlmmExactIn, swapDlmmExactOut } from './meteoraDlmm.ts';
import type { MeteoraDlmmPool, Pool, RaydiumCpmmPool, SwapClock, SwapQuote, SwapResult } from './pool.ts';
import { quoteCpmmExactIn, quoteCpmmExactOut, swapCpmmExactIn, swapCpmmExactOut } from './raydiumCpmm.ts';

type On<P extends Pool> = { readonly pool: P; readonly mintIn: Mint; readonly clock: SwapClock };

export type ExactIn<P extends Pool = Pool> = On<P> & { readonly amountIn: bigint };
export type ExactOut<P extends Pool = Pool> = On<P> & { readonly amountOut: bigint };

function onRaydium<O extends { readonly pool: Pool }>(opts: O): opts is O & { readonly pool: RaydiumCpmmPool } {
  return opts.pool.venue === 'raydium';
}

function onMeteora<O extends { readonly pool: Pool }>(opts: O): opts is O & { readonly pool: MeteoraDlmmPool } {
  return opts.pool.venue === 'meteora';
}

function unknownVenue(pool: Pool): never {
  throw new RangeError(`no mathematics for the venue ${pool.venue}`);
}

/**
 * Swaps an exact input (base units) on a pool of either venue as its program would. The result's `amountIn` is less than asked only when
 * a DLMM pool's liquidity ends. Throws PoolRefusal with the program's code; RangeError for an amount outside of u64 or a mint that the
 * pool does not trade.
 */
export function swapExactIn(opts: ExactIn & { readonly minOut?: bigint }): SwapResult {
  if (onRaydium(opts)) return swapCpmmExactIn(opts);
  if (onMeteora(opts)) return swapDlmmExactIn(opts);
  return unknownVenue(opts.pool);
}

/** Swaps for an exact output (base units), refused when it would take more than `maxIn`. Throws as swapExactIn. */
export function swapExactOut(opts: ExactOut & { readonly maxIn?: bigint }): SwapResult {
  if (onRaydium(opts)) return swapCpmmExactOut(opts);
  if (onMeteora(opts)) return swapDlmmExactOut(opts);
  return unknownVenue(opts.pool);
}

/** The amounts of swapExactIn without building the pool after it. Throws as swapExactIn. */
export function quoteExactIn(opts: ExactIn): SwapQuote {
  if (onRaydium(opts)) return quoteCpmmExactIn(opts);
  if (onMeteora(opts)) return quoteDlmmExactIn(opts);
  return unknownVenue(opts.pool);
}

/** The amounts of swapExactOut without building the pool after it. Throws as swapExactOut. */
export function quoteExactOut(opts: ExactOut): SwapQuote {
  if (onRaydium(opts)) return quoteCpmmExactOut(opts);
  if (onMeteora(opts)) return quoteDlmmExactOut(opts);
  return unknownVenue(opts.pool);
}
