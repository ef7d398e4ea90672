import type { MeteoraDlmmPool, SwapClock } from './pool.ts';

const BASIS_POINTS = 10_000;

/** What the volatility accumulator of every bin of one swap is measured from. */
export type VolatilityReference = { readonly volatilityReference: number; readonly indexReference: number };

/**
 * The references at the start of a swap (update_references): within the filter period they stay; after it the index moves to the
 * active bin, and the volatility decays by the reduction factor (rounded down), to zero once the decay period is over.
 */
export function volatilityReferenceAt(pool: MeteoraDlmmPool, clock: SwapClock): VolatilityReference {
  const { parameters, volatility } = pool;
  const elapsed = clock.unixSeconds - volatility.lastUpdateTimestamp;
  if (elapsed < parameters.filterPeriod) return volatility;
  return {
    indexReference: pool.activeId,
    volatilityReference:
      elapsed < parameters.decayPeriod
        ? Math.floor((volatility.volatilityAccumulator * parameters.reductionFactor) / BASIS_POINTS)
        : 0,
  };
}

/** The accumulator at a bin: reference plus 10,000 for each bin between, capped (update_volatility_accumulator). */
export function volatilityAccumulatorAt(opts: {
  readonly reference: VolatilityReference;
  readonly binId: number;
  readonly maxVolatilityAccumulator: number;
}): number {
  const distance = Math.abs(opts.reference.indexReference - opts.binId);
  return Math.min(opts.reference.volatilityReference + distance * BASIS_POINTS, opts.maxVolatilityAccumulator);
}
