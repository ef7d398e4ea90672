import type { Mint } from '../tokens/token.ts';
import { type DlmmFill, DlmmLadder } from './dlmmLadder.ts';
import {
  type DlmmBin,
  type MeteoraDlmmPool,
  POOL_ERRORS,
  PoolRefusal,
  type SwapClock,
  type SwapQuote,
} from './pool.ts';
import { assertU64 } from './u64.ts';

export type DlmmSwapResult = SwapQuote & { readonly pool: MeteoraDlmmPool };

function refuse(code: number, message: string): never {
  throw new PoolRefusal({ venue: 'meteora', code, message });
}

/**
 * The fill of an exact input on a ladder. Throws PoolRefusal 6039 when nothing would come out, 6037 when no bin has anything to
 * give; RangeError when the amount is outside of u64.
 */
export function dlmmFillExactIn(ladder: DlmmLadder, amountIn: bigint): DlmmFill {
  assertU64(amountIn, 'amountIn');
  if (amountIn === 0n) refuse(POOL_ERRORS.dlmmZeroOutput, 'nothing goes in');
  const fill = ladder.fillExactIn(amountIn);
  if (fill === undefined) refuse(POOL_ERRORS.dlmmNoLiquidity, 'no bin on this side of the price holds liquidity');
  if (fill.amountOut === 0n) refuse(POOL_ERRORS.dlmmZeroOutput, 'the amount is too small: nothing would come out');
  return fill;
}

function dlmmFillExactOut(ladder: DlmmLadder, amountOut: bigint): DlmmFill {
  assertU64(amountOut, 'amountOut');
  if (amountOut === 0n) refuse(POOL_ERRORS.dlmmZeroOutput, 'nothing was asked for');
  const fill = ladder.fillExactOut(amountOut);
  if (fill === undefined) refuse(POOL_ERRORS.dlmmNoLiquidity, 'the bins hold less than what was asked for');
  assertU64(fill.amountIn, 'amountIn');
  return fill;
}

function quoteOf(fill: DlmmFill): SwapQuote {
  return { amountIn: fill.amountIn, amountOut: fill.amountOut, fee: fill.fee, protocolFee: fill.protocolFee };
}

/**
 * Quotes an exact-in swap on a DLMM pool, base units, fees rounded up and outputs down in each bin. When liquidity ends, `amountIn` of
 * the answer is what the bins take. Throws PoolRefusal 6042 (disabled), 6039 (zero output), 6037 (no liquidity), 6018 and 6019
 * (overflow on chain); RangeError for an amount outside of u64 or a mint that the pool does not trade.
 */
export function quoteDlmmExactIn(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly clock: SwapClock;
}): SwapQuote {
  return quoteOf(dlmmFillExactIn(new DlmmLadder(opts), opts.amountIn));
}

/** Quotes an exact-out swap: the smallest input that gives `amountOut`. Refused with 6037 when the bins hold less; else as exact in. */
export function quoteDlmmExactOut(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountOut: bigint;
  readonly clock: SwapClock;
}): SwapQuote {
  return quoteOf(dlmmFillExactOut(new DlmmLadder(opts), opts.amountOut));
}

/**
 * The pool after a fill: drained bins hold only the input token, the fee stays outside of the bins. The references and the accumulator
 * are those of the last bin; the timestamp advances only when the active bin moved. A fill that ran out of liquidity leaves the last
 * drained bin active.
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

/** Swaps an exact input. Throws as quoteDlmmExactIn does, and PoolRefusal 6003 when less than `minOut` would come out. */
export function swapDlmmExactIn(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint;
  readonly clock: SwapClock;
}): DlmmSwapResult {
  const ladder = new DlmmLadder(opts);
  const fill = dlmmFillExactIn(ladder, opts.amountIn);
  if (fill.amountOut < (opts.minOut ?? 0n)) {
    refuse(POOL_ERRORS.dlmmSlippage, `the output ${fill.amountOut} is below the bound ${opts.minOut}`);
  }
  return { ...quoteOf(fill), pool: afterDlmmFill(ladder, fill, opts.clock) };
}

/** Swaps for an exact output. Throws as quoteDlmmExactOut does, and PoolRefusal 6003 when it would take more than `maxIn`. */
export function swapDlmmExactOut(opts: {
  readonly pool: MeteoraDlmmPool;
  readonly mintIn: Mint;
  readonly amountOut: bigint;
  readonly maxIn?: bigint;
  readonly clock: SwapClock;
}): DlmmSwapResult {
  const ladder = new DlmmLadder(opts);
  const fill = dlmmFillExactOut(ladder, opts.amountOut);
  if (opts.maxIn !== undefined && fill.amountIn > opts.maxIn) {
    refuse(POOL_ERRORS.dlmmSlippage, `the input ${fill.amountIn} is above the bound ${opts.maxIn}`);
  }
  return { ...quoteOf(fill), pool: afterDlmmFill(ladder, fill, opts.clock) };
}
