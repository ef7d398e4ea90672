import type { Mint } from '../../tokens/token.ts';
import { ceilDiv } from '../ceilDiv.ts';
import type { MeteoraDammV2Pool } from './pool.ts';

/** Fee rates are parts of this number. */
export const DAMM_FEE_DENOMINATOR = 1_000_000_000n;
/** The maximum of the whole fee, by fee version. */
const MOST_FEE = [500_000_000n, 990_000_000n] as const;
const VARIABLE_FEE_SCALE = 100_000_000_000n;

/** Base and volatility fee of the next swap, parts of 1,000,000,000 (state/fee.rs). It depends on earlier swaps, not on this one. */
export function dammFeeRate({ baseFee, feeVersion, dynamicFee, volatility }: MeteoraDammV2Pool): bigint {
  const accumulator = BigInt(volatility?.accumulator ?? 0);
  const control = BigInt(dynamicFee?.variableFeeControl ?? 0);
  const rate = baseFee + ceilDiv(accumulator * accumulator * control, VARIABLE_FEE_SCALE);
  return rate < MOST_FEE[feeVersion] ? rate : MOST_FEE[feeVersion];
}

/** The fee on an amount that contains it, rounded up. */
export function feeOf(amount: bigint, rate: bigint): bigint {
  return ceilDiv(amount * rate, DAMM_FEE_DENOMINATOR);
}

/** The least amount that leaves the given amount after its fee. */
export function withFee(net: bigint, rate: bigint): bigint {
  return ceilDiv(net * DAMM_FEE_DENOMINATOR, DAMM_FEE_DENOMINATOR - rate);
}

/** The largest amount that leaves at most the given amount after its fee. */
export function mostWithFee(net: bigint, rate: bigint): bigint {
  return ((net + 1n) * DAMM_FEE_DENOMINATOR - 1n) / (DAMM_FEE_DENOMINATOR - rate);
}

/** The protocol's part of a fee, rounded down. A referral's share would be taken from it; the engine names no referral. */
export function protocolPart(fee: bigint, percent: number): bigint {
  return (fee * BigInt(percent)) / 100n;
}

/** Whether the fee of a swap is taken from its input: only where every fee is Y and the input is Y. */
export function isFeeOnInput({ collectFeeMode, mintY }: MeteoraDammV2Pool, mintIn: Mint): boolean {
  return collectFeeMode === 1 && mintIn === mintY;
}
