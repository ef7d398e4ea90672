import type { Mint } from '../../tokens/token.ts';
import { ceilDiv } from '../ceilDiv.ts';
import { partitionPoint } from '../partitionPoint.ts';
import { isXForY, type SwapClock } from '../poolBase.ts';
import { Rungs } from '../rungs.ts';
import { U64_MAX } from '../u64.ts';
import {
  DLMM_FEE_PRECISION,
  dlmmBaseFeeRate,
  dlmmFeeIn,
  dlmmFeeOnTop,
  dlmmFeeRate,
  dlmmProtocolFee,
  dlmmVariableFeeRate,
} from './dlmmFee.ts';
import type { MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice, Q64_BITS } from './dlmmPrice.ts';
import { DLMM_ERRORS, refuseDlmm } from './dlmmRefusals.ts';
import { type VolatilityReference, volatilityAccumulatorAt, volatilityReferenceAt } from './dlmmVolatility.ts';

/** One non-empty bin on a swap's path, with the totals that the swap has moved before it reaches the bin. Amounts are base units. */
export type DlmmRung = {
  /** Index of the bin in the pool's `bins`. */
  readonly binIndex: number;
  readonly binId: number;
  /** Y per X, Q64.64. */
  readonly price: bigint;
  readonly volatilityAccumulator: number;
  /** Parts of 1e9. */
  readonly feeRate: bigint;
  /** The whole output side of the bin. */
  readonly maxOut: bigint;
  /** The input that drains the bin, rounded up. */
  readonly maxIn: bigint;
  /** The fee on top of maxIn. */
  readonly drainFee: bigint;
  /** The bin's holdings of the input token before the swap. */
  readonly heldIn: bigint;
  readonly inBefore: bigint;
  readonly outBefore: bigint;
  readonly feeBefore: bigint;
  readonly protocolFeeBefore: bigint;
  /** The largest total input that ends in this bin; with more the swap continues to the next one. */
  readonly lastInput: bigint;
};

/** The amounts of a swap in the rung where it ends. */
export type DlmmFill = {
  readonly rungIndex: number;
  readonly rung: DlmmRung;
  /** Net input of that bin; the fee is not added to the bin. */
  readonly intoBin: bigint;
  readonly outOfBin: bigint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly protocolFee: bigint;
};

/** Output of a bin for a net input, rounded down (Bin::get_amount_out). */
export function binAmountOut(net: bigint, price: bigint, xForY: boolean): bigint {
  return xForY ? (net * price) >> Q64_BITS : (net << Q64_BITS) / price;
}

/** Net input for an output of a bin, rounded up (Bin::get_amount_in, get_max_amount_in). */
function binAmountIn(amountOut: bigint, price: bigint, xForY: boolean): bigint {
  return xForY ? ceilDiv(amountOut << Q64_BITS, price) : (amountOut * price + ((1n << Q64_BITS) - 1n)) >> Q64_BITS;
}

/**
 * The bins that a swap in one direction passes, from the active one on. Bin by bin as lb_clmm's swap does: the fee is taken from the input, the
 * remainder enters the bin, and a bin that can't take all of it is drained before the swap continues to the next non-empty one.
 */
export class DlmmLadder {
  readonly pool: MeteoraDlmmPool;
  readonly xForY: boolean;
  /** The volatility references of the swap, fixed at its start. */
  readonly reference: VolatilityReference;
  readonly #rungs = new Rungs<DlmmRung>((previous) => this.#buildNext(previous));
  readonly #baseFeeRate: bigint;
  #nextBin: number;
  #lastAccumulator = -1;
  #lastFeeRate = 0n;

  /** Throws RangeError when the pool does not trade the mint, PoolRefusal 6042 when the pair is disabled, 6018 on overflow. */
  constructor(opts: { readonly pool: MeteoraDlmmPool; readonly mintIn: Mint; readonly clock: SwapClock }) {
    const { pool, mintIn } = opts;
    this.xForY = isXForY(pool, mintIn);
    if (!pool.enabled) refuseDlmm(DLMM_ERRORS.disabled, 'the pair is disabled');
    this.pool = pool;
    this.reference = volatilityReferenceAt(pool, opts.clock);
    this.#baseFeeRate = dlmmBaseFeeRate(pool.parameters);
    const start = partitionPoint(pool.bins, ({ id }) => id < pool.activeId);
    this.#nextBin = this.xForY && pool.bins[start]?.id !== pool.activeId ? start - 1 : start;
  }

  /** The rung at an index, counted from the active bin; undefined where liquidity ends. */
  rung(index: number): DlmmRung | undefined {
    return this.#rungs.at(index);
  }

  /**
   * The fill of an exact input. When liquidity ends, the last bin is drained and less than the requested input is taken. Undefined when no bin has
   * anything to give. Throws PoolRefusal 6018 or 6019 where the program's integers overflow.
   */
  fillExactIn(amountIn: bigint): DlmmFill | undefined {
    const index = this.#endOf(amountIn);
    const rung = this.rung(index);
    if (rung === undefined) return undefined;
    if (amountIn > rung.lastInput) return this.#drained(index, rung);
    const left = amountIn - rung.inBefore;
    const fee = dlmmFeeIn(left, rung.feeRate);
    const net = left - fee;
    const out = net === rung.maxIn ? rung.maxOut : binAmountOut(net, rung.price, this.xForY);
    return this.#fill({ rungIndex: index, rung, net, fee, out: out > rung.maxOut ? rung.maxOut : out });
  }

  /** The fill that gives exactly an output, or undefined when the pool's bins hold less. */
  fillExactOut(amountOut: bigint): DlmmFill | undefined {
    for (let index = 0; ; index++) {
      const rung = this.rung(index);
      if (rung === undefined) return undefined;
      const out = amountOut - rung.outBefore;
      if (out > rung.maxOut) continue;
      if (out === rung.maxOut) return this.#drained(index, rung);
      const net = binAmountIn(out, rung.price, this.xForY);
      return this.#fill({ rungIndex: index, rung, net, fee: dlmmFeeOnTop(net, rung.feeRate), out });
    }
  }

  /** Index of the rung where an input ends: the first one that can take it, else the last. Zero when there is none. */
  #endOf(amountIn: bigint): number {
    return Math.max(Math.min(this.#rungs.endOf(amountIn), this.#rungs.count - 1), 0);
  }

  #drained(rungIndex: number, rung: DlmmRung): DlmmFill {
    return this.#fill({ rungIndex, rung, net: rung.maxIn, fee: rung.drainFee, out: rung.maxOut });
  }

  #fill(opts: {
    readonly rungIndex: number;
    readonly rung: DlmmRung;
    readonly net: bigint;
    readonly fee: bigint;
    readonly out: bigint;
  }): DlmmFill {
    const { rung, net, fee, out } = opts;
    if (rung.heldIn + net > U64_MAX)
      refuseDlmm(DLMM_ERRORS.mathOverflow, `bin ${rung.binId} can not hold more than u64`);
    return {
      rungIndex: opts.rungIndex,
      rung,
      intoBin: net,
      outOfBin: out,
      amountIn: rung.inBefore + net + fee,
      amountOut: rung.outBefore + out,
      fee: rung.feeBefore + fee,
      // One unit that remains for a last bin does not enter it: all of it is fee, and the program gives it all to the protocol.
      protocolFee: rung.protocolFeeBefore + (net === 0n ? fee : dlmmProtocolFee(this.pool.parameters, fee)),
    };
  }

  #feeRate(accumulator: number): bigint {
    if (accumulator !== this.#lastAccumulator) {
      const variable = dlmmVariableFeeRate(this.pool.parameters, accumulator);
      this.#lastFeeRate = dlmmFeeRate(this.#baseFeeRate, variable);
      this.#lastAccumulator = accumulator;
    }
    return this.#lastFeeRate;
  }

  #buildNext(previous: DlmmRung | undefined): DlmmRung | undefined {
    const { bins, parameters } = this.pool;
    const step = this.xForY ? -1 : 1;
    let bin = bins[this.#nextBin];
    while (bin !== undefined && (this.xForY ? bin.y : bin.x) === 0n) {
      this.#nextBin += step;
      bin = bins[this.#nextBin];
    }
    if (bin === undefined) return undefined;
    const binIndex = this.#nextBin;

    if (previous !== undefined && previous.heldIn + previous.maxIn > U64_MAX) {
      refuseDlmm(DLMM_ERRORS.mathOverflow, `bin ${previous.binId} can not hold more than u64`);
    }
    const volatilityAccumulator = volatilityAccumulatorAt({
      reference: this.reference,
      binId: bin.id,
      maxVolatilityAccumulator: parameters.maxVolatilityAccumulator,
    });
    const feeRate = this.#feeRate(volatilityAccumulator);
    const price = binPrice(parameters.binStep, bin.id);
    const maxOut = this.xForY ? bin.y : bin.x;
    const maxIn = binAmountIn(maxOut, price, this.xForY);
    if (maxIn > U64_MAX) refuseDlmm(DLMM_ERRORS.castFailed, `the input that drains bin ${bin.id} is outside of u64`);
    const inBefore = previous === undefined ? 0n : previous.inBefore + previous.maxIn + previous.drainFee;
    this.#nextBin += step;
    return {
      binIndex,
      binId: bin.id,
      price,
      volatilityAccumulator,
      feeRate,
      maxOut,
      maxIn,
      drainFee: dlmmFeeOnTop(maxIn, feeRate),
      heldIn: this.xForY ? bin.x : bin.y,
      inBefore,
      outBefore: previous === undefined ? 0n : previous.outBefore + previous.maxOut,
      feeBefore: previous === undefined ? 0n : previous.feeBefore + previous.drainFee,
      protocolFeeBefore:
        previous === undefined ? 0n : previous.protocolFeeBefore + dlmmProtocolFee(parameters, previous.drainFee),
      // The largest input whose remainder after the fee is at most maxIn: floor(in × (1e9 − f) / 1e9) ≤ maxIn.
      lastInput: inBefore + ceilDiv((maxIn + 1n) * DLMM_FEE_PRECISION, DLMM_FEE_PRECISION - feeRate) - 1n,
    };
  }
}
