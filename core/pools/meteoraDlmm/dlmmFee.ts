import { ceilDiv } from '../ceilDiv.ts';
import type { DlmmParameters } from './dlmmPool.ts';

/** Fee rates are parts of this number. */
export const DLMM_FEE_PRECISION = 1_000_000_000n;

/** The maximum fee rate: a tenth. */
const DLMM_MAX_FEE_RATE = 100_000_000n;

const VARIABLE_FEE_SCALE = 100_000_000_000n;
const BASIS_POINTS = 10_000n;

/** The part of the fee rate that a pair always charges, parts of 1e9. */
export function dlmmBaseFeeRate(parameters: DlmmParameters): bigint {
  return (
    BigInt(parameters.baseFactor) * BigInt(parameters.binStep) * 10n * 10n ** BigInt(parameters.baseFeePowerFactor)
  );
}

/** The part of the fee rate that grows with the square of the volatility accumulator, parts of 1e9, rounded up. */
export function dlmmVariableFeeRate(parameters: DlmmParameters, volatilityAccumulator: number): bigint {
  if (parameters.variableFeeControl === 0) return 0n;
  const moved = BigInt(volatilityAccumulator) * BigInt(parameters.binStep);
  return ceilDiv(BigInt(parameters.variableFeeControl) * moved * moved, VARIABLE_FEE_SCALE);
}

/** The whole fee rate from its two parts, parts of 1e9, capped at a tenth. */
export function dlmmFeeRate(baseRate: bigint, variableRate: bigint): bigint {
  const rate = baseRate + variableRate;
  return rate > DLMM_MAX_FEE_RATE ? DLMM_MAX_FEE_RATE : rate;
}

/** The fee that an amount contains, rounded up (compute_fee_from_amount). */
export function dlmmFeeIn(amountWithFee: bigint, rate: bigint): bigint {
  return ceilDiv(amountWithFee * rate, DLMM_FEE_PRECISION);
}

/** The fee to add to an amount so that the amount remains after it, rounded up (compute_fee). */
export function dlmmFeeOnTop(amount: bigint, rate: bigint): bigint {
  return ceilDiv(amount * rate, DLMM_FEE_PRECISION - rate);
}

/** The protocol's part of a fee, rounded down. */
export function dlmmProtocolFee(parameters: DlmmParameters, fee: bigint): bigint {
  return (fee * BigInt(parameters.protocolShare)) / BASIS_POINTS;
}
