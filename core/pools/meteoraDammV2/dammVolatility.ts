import type { SwapClock } from '../poolBase.ts';
import type { DammDynamicFee, DammVolatility } from './pool.ts';

const ONE = 1n << 64n;
const BASIS_POINTS = 10_000;
/** 1 basis point in Q64.64, rounded down (BIN_STEP_BPS_U128_DEFAULT). */
const STEP = ONE / BigInt(BASIS_POINTS);

/** Twice the number of steps between two √prices (DynamicFeeStruct::get_delta_bin_id). */
export function stepsBetween(a: bigint, b: bigint): bigint {
  const [lower, upper] = a < b ? [a, b] : [b, a];
  return (((upper << 64n) / lower - ONE) / STEP) * 2n;
}

/** The volatility at a √price, from the references (update_volatility_accumulator). */
export function accumulatorAt(
  sqrtPrice: bigint,
  references: Pick<DammVolatility, 'reference' | 'sqrtPriceReference'>,
  { maxVolatilityAccumulator }: DammDynamicFee,
): number {
  const moved = stepsBetween(sqrtPrice, references.sqrtPriceReference) * BigInt(BASIS_POINTS);
  return Math.min(references.reference + Number(moved), maxVolatilityAccumulator);
}

/** The part of a volatility that remains as the reference of the next moves, rounded down. */
export function decayed(accumulator: number, { reductionFactor }: DammDynamicFee): number {
  return Math.floor((accumulator * reductionFactor) / BASIS_POINTS);
}

/** The references that a swap uses (update_references). */
function referencesAt(
  volatility: DammVolatility,
  opts: { readonly from: bigint; readonly dynamicFee: DammDynamicFee; readonly clock: SwapClock },
): DammVolatility {
  const { dynamicFee } = opts;
  const elapsed = opts.clock.unixSeconds - volatility.lastUpdateTimestamp;
  if (elapsed < dynamicFee.filterPeriod) return volatility;
  const reference = elapsed < dynamicFee.decayPeriod ? decayed(volatility.accumulator, dynamicFee) : 0;
  return { ...volatility, reference, sqrtPriceReference: opts.from };
}

/** The volatility after a swap that moved the √price from one value to another (update_pre_swap and update_post_swap). */
export function volatilityAfter(
  volatility: DammVolatility,
  opts: {
    readonly from: bigint;
    readonly to: bigint;
    readonly dynamicFee: DammDynamicFee;
    readonly clock: SwapClock;
  },
): DammVolatility {
  const references = referencesAt(volatility, opts);
  return {
    ...references,
    accumulator: accumulatorAt(opts.to, references, opts.dynamicFee),
    lastUpdateTimestamp:
      stepsBetween(opts.from, opts.to) > 0n ? opts.clock.unixSeconds : volatility.lastUpdateTimestamp,
  };
}
