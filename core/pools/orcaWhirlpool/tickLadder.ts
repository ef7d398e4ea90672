import type { Mint } from '../../tokens/token.ts';
import { partitionPoint } from '../partitionPoint.ts';
import { isXForY } from '../poolBase.ts';
import { Rungs } from '../rungs.ts';
import { assertU64, U64_MAX, U128_MAX } from '../u64.ts';
import type { OrcaWhirlpoolPool } from './pool.ts';
import { refuse } from './refusals.ts';
import { fullStep, partialStepIn, type Range, type SwapStep, sufficientInput } from './swapStep.ts';
import { lastTickOf, swapArrayStarts, usesUp } from './tickArrays.ts';
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE, sqrtPriceOfTick, tickOfSqrtPrice } from './tickMath.ts';

const PROTOCOL_FEE_DENOMINATOR = 10_000n;

/** The range from one initialised tick to the next, with the totals of a swap before it. Amounts are base units. */
export type TickRung = Range & {
  /** The number of ranges before this one, which is the number of crossed ticks. */
  readonly index: number;
  readonly fromTick: number;
  /** The tick at the end of the step. */
  readonly toTick: number;
  /** The change of liquidity at `toTick` in the direction of the swap. */
  readonly crossing: bigint;
  /** The step that consumes the whole range; undefined when its input would exceed u64. */
  readonly full: SwapStep | undefined;
  readonly inBefore: bigint;
  readonly outBefore: bigint;
  readonly feeBefore: bigint;
  readonly protocolFeeBefore: bigint;
  /** The largest total input that ends in this range, with the fee. */
  readonly lastInput: bigint;
};

/** The totals of an exact input, and where it ends. */
export type WhirlpoolFill = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly protocolFee: bigint;
  readonly rung: TickRung;
  readonly nextPrice: bigint;
};

/** The liquidity after the tick at the end of a range. Refused with 6014 or 6015 where it does not fit u128. */
export function liquidityBehind({ liquidity, crossing }: TickRung): bigint {
  const behind = liquidity + crossing;
  if (behind < 0n) refuse('LiquidityUnderflow', 'more liquidity would end at a tick than there is');
  return behind > U128_MAX ? refuse('LiquidityOverflow', 'the liquidity does not fit u128') : behind;
}

/**
 * The ranges that a swap in one direction passes, range by range as in swap_manager.rs. The step that consumes a whole range does not depend on
 * the amount, so a swap is found by search.
 */
export class TickLadder {
  readonly pool: OrcaWhirlpoolPool;
  readonly xForY: boolean;
  /** Parts of 1,000,000 of the input. */
  readonly feeRate: bigint;
  readonly #rungs = new Rungs<TickRung>((previous, index) => this.#buildNext(previous, index));
  readonly #starts: readonly number[];
  readonly #lastTick: number;
  #nextTick: number;

  /** Throws RangeError when the pool does not trade the mint; refuses with 6023 where no tick array lies in the direction. */
  constructor(pool: OrcaWhirlpoolPool, mintIn: Mint) {
    this.pool = pool;
    this.xForY = isXForY(pool, mintIn);
    this.feeRate = pool.feeRate;
    this.#starts = swapArrayStarts(pool, this.xForY);
    if (this.#starts.length === 0)
      refuse('InvalidTickArraySequence', 'no tick array lies in the direction of the swap');
    this.#lastTick = lastTickOf(this.#starts, pool.tickSpacing, this.xForY);
    const above = partitionPoint(pool.ticks, ({ index }) => index <= pool.tick);
    this.#nextTick = this.xForY ? above - 1 : above;
  }

  /** The range at an index, counted from the price; undefined where the tick arrays of a swap, or prices, end. */
  rung(index: number): TickRung | undefined {
    return this.#rungs.at(index);
  }

  /**
   * The fill of an exact input. Refused with the program's codes: 6035 for zero, 6038 when the input does not fit the three tick arrays of a swap.
   * Where prices end, only a part of the input is taken. Throws RangeError for an amount outside u64.
   */
  fillExactIn(amountIn: bigint): WhirlpoolFill {
    assertU64(amountIn, 'amountIn');
    const { sqrtPrice } = this.pool;
    if (sqrtPrice === (this.xForY ? MIN_SQRT_PRICE : MAX_SQRT_PRICE)) {
      refuse('InvalidSqrtPriceLimitDirection', 'the price is at its end');
    }
    if (amountIn === 0n) refuse('ZeroTradableAmount', 'nothing goes in');
    const rung = this.#rungOf(amountIn);
    const left = amountIn - rung.inBefore;
    const step = rung.full !== undefined && amountIn >= rung.lastInput ? rung.full : partialStepIn(rung, left);
    const amountOut = rung.outBefore + step.amountOut;
    if (amountOut > U64_MAX) refuse('AmountCalcOverflow', 'the output does not fit u64');
    return {
      amountIn: rung.inBefore + step.amountIn + step.fee,
      amountOut,
      fee: rung.feeBefore + step.fee,
      protocolFee: rung.protocolFeeBefore + this.#protocolFee(step.fee),
      rung,
      nextPrice: step.nextPrice,
    };
  }

  /** An input that is enough for an output, at most a unit or two above the least; undefined when the tick arrays of a swap hold less. */
  leastInput(amountOut: bigint): bigint | undefined {
    for (let index = 0; ; index++) {
      const rung = this.rung(index);
      if (rung === undefined) return undefined;
      const out = amountOut - rung.outBefore;
      if (rung.full !== undefined && out > rung.full.amountOut) continue;
      const input = sufficientInput(rung, out);
      if (input !== undefined) return rung.inBefore + input;
    }
  }

  /** The range where an input ends: the first one that can take the rest of it. */
  #rungOf(amountIn: bigint): TickRung {
    const rung = this.rung(this.#rungs.endOf(amountIn));
    if (rung !== undefined) return rung;
    const { last } = this.#rungs;
    return last !== undefined && this.#endsPrices(last) ? last : this.#beyondArrays();
  }

  #beyondArrays(): never {
    return refuse('TickArraySequenceInvalidIndex', 'the input does not fit the three tick arrays of a swap');
  }

  #endsPrices(rung: TickRung): boolean {
    return rung.target === (this.xForY ? MIN_SQRT_PRICE : MAX_SQRT_PRICE);
  }

  #protocolFee(fee: bigint): bigint {
    return (fee * this.pool.protocolFeeRate) / PROTOCOL_FEE_DENOMINATOR;
  }

  /** The next initialised tick within the arrays of the swap, else their edge. */
  #takeNextTick(): { readonly toTick: number; readonly crossing: bigint } {
    const tick = this.pool.ticks[this.#nextTick];
    if (tick === undefined || (this.xForY ? tick.index < this.#lastTick : tick.index > this.#lastTick)) {
      return { toTick: this.#lastTick, crossing: 0n };
    }
    this.#nextTick += this.xForY ? -1 : 1;
    return { toTick: tick.index, crossing: this.xForY ? -tick.liquidityNet : tick.liquidityNet };
  }

  #buildNext(previous: TickRung | undefined, index: number): TickRung | undefined {
    if (previous !== undefined && this.#ended(previous)) return undefined;
    const liquidity = previous === undefined ? this.pool.liquidity : liquidityBehind(previous);
    const fromTick = previous === undefined ? this.pool.tick : previous.toTick;
    const { toTick, crossing } = this.#takeNextTick();
    const from = previous === undefined ? this.pool.sqrtPrice : previous.target;
    const target = sqrtPriceOfTick(toTick);
    const { feeRate, xForY: aToB } = this;
    const full = fullStep({ from, target, liquidity, feeRate, aToB });
    const inBefore = previous?.lastInput ?? 0n;
    const passed = previous?.full;
    // Written out, because spreading one object into another costs more than all the arithmetic here.
    return {
      index,
      from,
      target,
      liquidity,
      feeRate,
      aToB,
      toTick,
      crossing,
      fromTick,
      full,
      inBefore,
      outBefore: (previous?.outBefore ?? 0n) + (passed?.amountOut ?? 0n),
      feeBefore: (previous?.feeBefore ?? 0n) + (passed?.fee ?? 0n),
      protocolFeeBefore: (previous?.protocolFeeBefore ?? 0n) + this.#protocolFee(passed?.fee ?? 0n),
      lastInput: full === undefined ? U64_MAX : inBefore + full.amountIn + full.fee,
    };
  }

  /** Whether no swap can continue after a range, because the arrays, the prices or u64 end there. */
  #ended({ toTick, target, full }: TickRung): boolean {
    const { tickSpacing } = this.pool;
    return (
      full === undefined ||
      target === (this.xForY ? MIN_SQRT_PRICE : MAX_SQRT_PRICE) ||
      usesUp({ starts: this.#starts, tickSpacing, aToB: this.xForY, tick: toTick })
    );
  }

  /** `tick_current_index` after a fill. */
  tickAfter(fill: WhirlpoolFill): number {
    const { rung, nextPrice } = fill;
    if (nextPrice === rung.target) return this.xForY ? rung.toTick - 1 : rung.toTick;
    return nextPrice === rung.from ? this.#tickBefore(rung) : tickOfSqrtPrice(nextPrice);
  }

  #tickBefore(rung: TickRung): number {
    if (rung.index === 0) return this.pool.tick;
    return this.xForY ? rung.fromTick - 1 : rung.fromTick;
  }
}
