import type { Mint } from '../../tokens/token.ts';
import { partitionPoint } from '../partitionPoint.ts';
import { isXForY, type SwapClock } from '../poolBase.ts';
import { Rungs } from '../rungs.ts';
import { U64_MAX } from '../u64.ts';
import type { RaydiumClmmPool } from './pool.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';
import {
  CLMM_FEE_DENOMINATOR,
  type ClmmAmounts,
  clmmAmounts,
  clmmFeeOnTop,
  clmmNet,
  clmmNetFor,
  nextSqrtPrice,
} from './swapStep.ts';
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE, sqrtPriceOfTick, tickArrayStart, tickOfSqrtPrice } from './tickMath.ts';

/** One stretch of constant liquidity on a swap's path, with the totals of the swap before it. Amounts are base units. */
export type ClmmRung = {
  readonly from: bigint;
  /** The sqrt price of the initialised tick at the end of the stretch, or the program's price limit if that comes first. */
  readonly to: bigint;
  readonly startTick: number;
  readonly liquidity: bigint;
  /** The number of ticks that a swap has crossed before it. */
  readonly crossed: number;
  /** The state in which a swap that ends exactly at `to` leaves the pool. */
  readonly endTick: number;
  readonly endLiquidity: bigint;
  /** The net input and the output of the whole stretch; undefined when one exceeds u64, so that no input passes it. */
  readonly whole: ClmmAmounts | undefined;
  readonly inBefore: bigint;
  readonly outBefore: bigint;
  readonly feeBefore: bigint;
  readonly protocolFeeBefore: bigint;
  /** The largest total input that ends in the stretch; a larger one continues to the next. */
  readonly lastInput: bigint;
};

/** The end of a swap, and its amounts. */
export type ClmmFill = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly fee: bigint;
  /** The protocol's and the fund's parts of the fee. */
  readonly protocolFee: bigint;
  readonly rung: ClmmRung;
  readonly sqrtPrice: bigint;
};

/**
 * With this spacing or a larger one, the default bitmap of tick arrays covers all ticks; with a smaller one, a search beyond it needs one more
 * account.
 */
const SPACING_WITHOUT_EXTENSION = 15;

/** The stretches that a swap in one direction passes, from the pool's price on. Each ends at the next initialised tick as in swap_internal. */
export class ClmmLadder {
  readonly pool: RaydiumClmmPool;
  readonly xForY: boolean;
  /** Parts of 1,000,000 of the input. */
  readonly feeRate: bigint;
  readonly #rungs = new Rungs<ClmmRung>((before, index) => this.#buildNext(before, index));
  readonly #limit: bigint;
  #nextTick: number;

  /** Throws RangeError when the pool does not trade the mint, PoolRefusal 2505 before the open time, 6000 when swaps are disabled. */
  constructor(opts: { readonly pool: RaydiumClmmPool; readonly mintIn: Mint; readonly clock: SwapClock }) {
    const { pool, mintIn } = opts;
    this.xForY = isXForY(pool, mintIn);
    if (opts.clock.unixSeconds <= pool.openTime) refuseClmm(CLMM_ERRORS.notOpenYet, 'the pool is not open yet');
    if (!pool.enabled) refuseClmm(CLMM_ERRORS.disabled, 'swaps are disabled');
    this.pool = pool;
    this.feeRate = pool.tradeFeeRate;
    this.#limit = this.xForY ? MIN_SQRT_PRICE + 1n : MAX_SQRT_PRICE - 1n;
    const above = partitionPoint(pool.ticks, ({ index }) => index <= pool.tick);
    this.#nextTick = this.xForY ? above - 1 : above;
  }

  /** The stretch at an index, counted from the price; undefined where liquidity ends. */
  rung(index: number): ClmmRung | undefined {
    return this.#rungs.at(index);
  }

  /** The fill of an exact input. Throws PoolRefusal when liquidity ends (2501, 6016, 6035, 6036) or the output exceeds u64 (6038). */
  fillExactIn(amountIn: bigint): ClmmFill {
    const rung = this.rung(this.#rungs.endOf(amountIn)) ?? this.#refuseEnd();
    const { xForY } = this;
    const remaining = amountIn - rung.inBefore;
    const drained = rung.whole !== undefined && amountIn === rung.lastInput;
    const { from, liquidity } = rung;
    const net = clmmNet(remaining, this.feeRate);
    const sqrtPrice = drained ? rung.to : nextSqrtPrice({ from, liquidity, net, xForY });
    const amounts = drained ? rung.whole : clmmAmounts({ from, to: sqrtPrice, liquidity, xForY });
    if (amounts === undefined) return refuseClmm(CLMM_ERRORS.overflow, 'an amount leaves u64');
    const fee = remaining - amounts.amountIn;
    const amountOut = rung.outBefore + amounts.amountOut;
    if (amountOut > U64_MAX) refuseClmm(CLMM_ERRORS.overflow, 'the output leaves u64');
    return {
      amountIn,
      amountOut,
      fee: rung.feeBefore + fee,
      protocolFee: rung.protocolFeeBefore + this.#protocolFee(fee),
      rung,
      sqrtPrice,
    };
  }

  /** The least input that gives an output, or undefined when the pool holds less. */
  leastInput(amountOut: bigint): bigint | undefined {
    for (let index = 0; ; index++) {
      const rung = this.rung(index);
      if (rung === undefined) return undefined;
      const { from, liquidity, whole } = rung;
      const out = amountOut - rung.outBefore;
      if (whole !== undefined && out > whole.amountOut) continue;
      const net = clmmNetFor({ from, liquidity, amountOut: out, xForY: this.xForY });
      if (net === undefined || (whole !== undefined && net >= whole.amountIn)) {
        return whole === undefined ? undefined : rung.lastInput;
      }
      return rung.inBefore + net + clmmFeeOnTop(net, this.feeRate);
    }
  }

  /** The error with which the program ends a swap that names no bitmap extension account. */
  #refuseEnd(): never {
    const { pool } = this;
    if (this.#rungs.last?.to === this.#limit) {
      refuseClmm(CLMM_ERRORS.partialFill, 'the price reached its limit before all of the input was taken');
    }
    if (pool.tickSpacing < SPACING_WITHOUT_EXTENSION) {
      refuseClmm(CLMM_ERRORS.noBitmapExtension, 'the ticks of the pool end before all of the input is taken');
    }
    const start = tickArrayStart(pool.tick, pool.tickSpacing);
    const inFirstArray = pool.ticks.some(({ index }) => tickArrayStart(index, pool.tickSpacing) === start);
    const code = this.#rungs.count === 0 && !inFirstArray ? CLMM_ERRORS.noLiquidityThisWay : CLMM_ERRORS.noLiquidity;
    refuseClmm(code, 'the liquidity ends before all of the input is taken');
  }

  #protocolFee(fee: bigint): bigint {
    const { protocolFeeRate, fundFeeRate } = this.pool;
    return (fee * protocolFeeRate) / CLMM_FEE_DENOMINATOR + (fee * fundFeeRate) / CLMM_FEE_DENOMINATOR;
  }

  #buildNext(before: ClmmRung | undefined, index: number): ClmmRung | undefined {
    const { pool, xForY } = this;
    const tick = pool.ticks[this.#nextTick];
    if (tick === undefined || before?.to === this.#limit) return undefined;
    this.#nextTick += xForY ? -1 : 1;
    const from = before?.to ?? pool.sqrtPrice;
    const liquidity = before?.endLiquidity ?? pool.liquidity;
    const atTick = sqrtPriceOfTick(tick.index);
    const limited = xForY ? atTick < this.#limit : atTick > this.#limit;
    const to = limited ? this.#limit : atTick;
    const crossed = xForY ? liquidity - tick.liquidityNet : liquidity + tick.liquidityNet;
    if (crossed < 0n)
      refuseClmm(CLMM_ERRORS.liquidityBelowZero, `tick ${tick.index} takes more liquidity than there is`);
    const whole = clmmAmounts({ from, to, liquidity, xForY });
    const drainFee = whole === undefined ? 0n : clmmFeeOnTop(whole.amountIn, this.feeRate);
    const lastFee = before === undefined ? 0n : before.lastInput - before.inBefore - (before.whole?.amountIn ?? 0n);
    const inBefore = before?.lastInput ?? 0n;
    return {
      from,
      to,
      startTick: before?.endTick ?? pool.tick,
      liquidity,
      crossed: index,
      endTick: limited ? tickOfSqrtPrice(to) : xForY ? tick.index - 1 : tick.index,
      endLiquidity: limited ? liquidity : crossed,
      whole,
      inBefore,
      outBefore: before === undefined ? 0n : before.outBefore + (before.whole?.amountOut ?? 0n),
      feeBefore: before === undefined ? 0n : before.feeBefore + lastFee,
      protocolFeeBefore: before === undefined ? 0n : before.protocolFeeBefore + this.#protocolFee(lastFee),
      lastInput: whole === undefined ? U64_MAX : inBefore + whole.amountIn + drainFee,
    };
  }
}
