import type { Mint } from '../../tokens/token.ts';
import type { SwapClock, SwapQuote, SwapResult } from '../poolBase.ts';
import { assertU64 } from '../u64.ts';
import type { RaydiumClmmPool } from './pool.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';
import { type ClmmFill, ClmmLadder } from './tickLadder.ts';
import { tickOfSqrtPrice } from './tickMath.ts';

/**
 * The fill of an exact input on a ladder (base units). Throws PoolRefusal 6020 for a zero input, 6022 for a zero output, and like ClmmLadder where
 * liquidity ends; RangeError for an amount outside u64.
 */
function fillExactIn(ladder: ClmmLadder, amountIn: bigint): ClmmFill {
  assertU64(amountIn, 'amountIn');
  if (amountIn === 0n) refuseClmm(CLMM_ERRORS.zeroAmount, 'nothing goes in');
  const fill = ladder.fillExactIn(amountIn);
  if (fill.amountOut === 0n) refuseClmm(CLMM_ERRORS.zeroOutput, 'the amount is too small: nothing would come out');
  return fill;
}

function quoteOf(ladder: ClmmLadder, fill: ClmmFill): SwapQuote {
  const { amountIn, amountOut, fee, protocolFee, rung, sqrtPrice } = fill;
  const feeMint = ladder.xForY ? ladder.pool.mintX : ladder.pool.mintY;
  const crossed = rung.crossed + (sqrtPrice === rung.to ? 1 : 0);
  return { amountIn, amountOut, fee, feeMint, protocolFee, crossed };
}

/** The exact amounts of an input on a ladder. Throws PoolRefusal 6020 (zero input), 6022 (zero output), and like ClmmLadder. */
export function quoteClmmExactIn(ladder: ClmmLadder, amountIn: bigint): SwapQuote {
  return quoteOf(ladder, fillExactIn(ladder, amountIn));
}

/** The tick after a fill: that of the crossed tick, the previous one when the price did not move, else that of the price. */
function tickAfter({ rung, sqrtPrice }: ClmmFill): number {
  if (sqrtPrice === rung.to) return rung.endTick;
  return sqrtPrice === rung.from ? rung.startTick : tickOfSqrtPrice(sqrtPrice);
}

/**
 * Swaps an exact input as the program's `swap` does without a price limit. Throws like quoteClmmExactIn, and PoolRefusal 6018 when the output
 * would be less than `minOut`.
 */
export function swapClmmExactIn(opts: {
  readonly pool: RaydiumClmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint;
  readonly clock: SwapClock;
}): SwapResult<RaydiumClmmPool> {
  const { pool, minOut = 0n } = opts;
  const ladder = new ClmmLadder(opts);
  const fill = fillExactIn(ladder, opts.amountIn);
  if (fill.amountOut < minOut) {
    refuseClmm(CLMM_ERRORS.slippage, `the output ${fill.amountOut} is below the bound ${minOut}`);
  }
  const { rung, sqrtPrice } = fill;
  const liquidity = sqrtPrice === rung.to ? rung.endLiquidity : rung.liquidity;
  return { ...quoteOf(ladder, fill), pool: { ...pool, sqrtPrice, tick: tickAfter(fill), liquidity } };
}
