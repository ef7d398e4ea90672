import type { SwapClock } from '../poolBase.ts';
import type { MeteoraDlmmPool } from './dlmmPool.ts';
import { DLMM_ERRORS, refuseDlmm } from './dlmmRefusals.ts';

const BASIS_POINTS = 10_000;
const U32_MAX = 2 ** 32 - 1;

/** The references of the volatility accumulators of one swap. */
export type VolatilityReference = { readonly volatilityReference: number; readonly indexReference: number };

/**
 * The references at the start of a swap (update_references): within the filter period they stay; after it the index becomes the active bin, and
 * the volatility is multiplied by the reduction factor (rounded down), or reset to zero once the decay period is over. Throws PoolRefusal 6018
 * when the product does not fit the program's u32.
 */
export function volatilityReferenceAt(pool: MeteoraDlmmPool, clock: SwapClock): VolatilityReference {
  const { parameters, volatility } = pool;
  const elapsed = clock.unixSeconds - volatility.lastUpdateTimestamp;
  if (elapsed < parameters.filterPeriod) return volatility;
  if (elapsed >= parameters.decayPeriod) return { indexReference: pool.activeId, volatilityReference: 0 };
  const product = volatility.volatilityAccumulator * parameters.reductionFactor;
  if (product > U32_MAX) refuseDlmm(DLMM_ERRORS.mathOverflow, 'the decayed volatility overflows');
  return { indexReference: pool.activeId, volatilityReference: Math.floor(product / BASIS_POINTS) };
}

/** The accumulator at a bin: the reference plus 10,000 for each bin between, capped (update_volatility_accumulator). */
export function volatilityAccumulatorAt(opts: {
  readonly reference: VolatilityReference;
  readonly binId: number;
  readonly maxVolatilityAccumulator: number;
}): number {
  const distance = Math.abs(opts.reference.indexReference - opts.binId);
  return Math.min(opts.reference.volatilityReference + distance * BASIS_POINTS, opts.maxVolatilityAccumulator);
}
