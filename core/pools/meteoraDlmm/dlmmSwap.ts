import type { Mint } from '../../tokens/token.ts';
import type { SwapClock, SwapQuote, SwapResult } from '../poolBase.ts';
import { assertU64 } from '../u64.ts';
import { type DlmmFill, DlmmLadder } from './dlmmLadder.ts';
import type { DlmmBin, MeteoraDlmmPool } from './dlmmPool.ts';
import { DLMM_ERRORS, refuseDlmm } from './dlmmRefusals.ts';

/**
 * The fill of an exact input on a ladder. Throws PoolRefusal 6002 for zero, 6039 for a zero output, 6036 when no bin has anything to give;
 * RangeError when the amount is outside u64.
 */
export function dlmmFillExactIn(ladder: DlmmLadder, amountIn: bigint): DlmmFill {
  assertU64(amountIn, 'amountIn');
  if (amountIn === 0n) refuseDlmm(DLMM_ERRORS.zeroInput, 'nothing goes in');
  const fill = ladder.fillExactIn(amountIn);
  if (fill === undefined) refuseDlmm(DLMM_ERRORS.noLiquidity, 'no bin on this side of the price holds liquidity');
  if (fill.amountOut === 0n) refuseDlmm(DLMM_ERRORS.zeroOutput, 'the amount is too small: nothing would come out');
  return fill;
}

/** The quote of a fill on a ladder. The fee is taken from the input. */
export function dlmmQuoteOf({ pool, xForY }: DlmmLadder, fill: DlmmFill): SwapQuote {
  const { amountIn, amountOut, fee, protocolFee, rungIndex } = fill;
  return { amountIn, amountOut, fee, feeMint: xForY ? pool.mintX : pool.mintY, protocolFee, crossed: rungIndex };
}

/**
 * Quotes an exact-in swap on a DLMM pool, base units, fees rounded up and outputs down in each bin. When liquidity ends, `amountIn` of the result
 * is the amount that the bins take. Throws PoolRefusal 6042 (disabled), 6039 (zero output), 6036 (no liquidity), 6018 and 6019 (overflow on
 * chain); RangeError for an amount outside u64 or a mint that the pool does not trade.
 */
export function quoteDlmmExactIn(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly clock: SwapClock;
}): SwapQuote {
  const ladder = new DlmmLadder(opts);
  return dlmmQuoteOf(ladder, dlmmFillExactIn(ladder, opts.amountIn));
}

/**
 * The pool after a fill: drained bins hold only the input token, and fees are not added to bins. The references and the accumulator are those of
 * the last bin; the timestamp changes only when the active bin moved. After a fill that used up the liquidity, the last drained bin is active.
 */
function afterDlmmFill(ladder: DlmmLadder, fill: DlmmFill, clock: SwapClock): MeteoraDlmmPool {
  const { pool, xForY } = ladder;
  const bins: DlmmBin[] = [...pool.bins];
  for (let index = 0; index <= fill.rungIndex; index++) {
    const rung = ladder.rung(index);
    const bin = rung && bins[rung.binIndex];
    if (rung === undefined || bin === undefined) continue;
    const last = index === fill.rungIndex;
    const into = last ? fill.intoBin : rung.maxIn;
    const out = last ? fill.outOfBin : rung.maxOut;
    bins[rung.binIndex] = xForY
      ? { id: bin.id, x: bin.x + into, y: bin.y - out }
      : { id: bin.id, x: bin.x - out, y: bin.y + into };
  }
  const activeId = fill.rung.binId;
  return {
    ...pool,
    activeId,
    bins,
    volatility: {
      ...ladder.reference,
      volatilityAccumulator: fill.rung.volatilityAccumulator,
      lastUpdateTimestamp: activeId === pool.activeId ? pool.volatility.lastUpdateTimestamp : clock.unixSeconds,
    },
  };
}

/** Swaps an exact input. Throws like quoteDlmmExactIn, and PoolRefusal 6003 when the output would be less than `minOut`. */
export function swapDlmmExactIn(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint;
  readonly clock: SwapClock;
}): SwapResult<MeteoraDlmmPool> {
  const ladder = new DlmmLadder(opts);
  const fill = dlmmFillExactIn(ladder, opts.amountIn);
  if (fill.amountOut < (opts.minOut ?? 0n)) {
    refuseDlmm(DLMM_ERRORS.slippage, `the output ${fill.amountOut} is below the bound ${opts.minOut}`);
  }
  return { ...dlmmQuoteOf(ladder, fill), pool: afterDlmmFill(ladder, fill, opts.clock) };
}
