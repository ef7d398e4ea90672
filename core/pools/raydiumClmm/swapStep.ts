import { ceilDiv } from '../ceilDiv.ts';
import { U64_MAX, U128_MAX } from '../u64.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';
import { Q64, Q64_BITS } from './tickMath.ts';

/** Trade, protocol and fund fee rates are parts of this number. */
export const CLMM_FEE_DENOMINATOR = 1_000_000n;

/** The amounts of a swap in a stretch of constant liquidity: input rounded up, output down, base units. */
export type ClmmAmounts = { readonly amountIn: bigint; readonly amountOut: bigint };

/**
 * The amounts between two square roots of prices, or undefined when one exceeds u64 (liquidity_math::get_delta_amounts_for_swap): Δy = L × Δ√P, Δx
 * = L × Δ√P / (√P × √P').
 */
export function clmmAmounts(opts: {
  readonly from: bigint;
  readonly to: bigint;
  readonly liquidity: bigint;
  readonly xForY: boolean;
}): ClmmAmounts | undefined {
  const { from, to, liquidity, xForY } = opts;
  const y = liquidity * (from > to ? from - to : to - from);
  const product = from * to;
  const amountIn = xForY ? ceilDiv(y << Q64_BITS, product) : (y + Q64 - 1n) >> Q64_BITS;
  const amountOut = xForY ? y >> Q64_BITS : (y << Q64_BITS) / product;
  return amountIn > U64_MAX || amountOut > U64_MAX ? undefined : { amountIn, amountOut };
}

/**
 * The square root of the price after a net input, rounded against the trader (sqrt_price_math::get_next_sqrt_price_from_input). Throws PoolRefusal
 * 6038 when it exceeds u128.
 */
export function nextSqrtPrice(opts: {
  readonly from: bigint;
  readonly liquidity: bigint;
  readonly net: bigint;
  readonly xForY: boolean;
}): bigint {
  const { from, liquidity, net } = opts;
  if (net === 0n) return from;
  if (opts.xForY) {
    const scaled = liquidity << Q64_BITS;
    return ceilDiv(scaled * from, scaled + net * from);
  }
  const next = from + (net << Q64_BITS) / liquidity;
  if (next > U128_MAX) refuseClmm(CLMM_ERRORS.overflow, 'the price leaves its format');
  return next;
}

/** The least net input that gives an output, or undefined when the liquidity never gives it: the inverse of the two functions above. */
export function clmmNetFor(opts: {
  readonly from: bigint;
  readonly liquidity: bigint;
  readonly amountOut: bigint;
  readonly xForY: boolean;
}): bigint | undefined {
  const { from, liquidity, amountOut } = opts;
  if (liquidity === 0n) return undefined;
  if (opts.xForY) {
    const to = from - ceilDiv(amountOut << Q64_BITS, liquidity);
    return to <= 0n ? undefined : ceilDiv((liquidity << Q64_BITS) * (from - to), from * to);
  }
  const scaled = liquidity << Q64_BITS;
  const left = scaled - amountOut * from;
  if (left <= 0n) return undefined;
  return ceilDiv((ceilDiv(scaled * from, left) - from) * liquidity, Q64);
}

/** The fee on top of a net input, rounded up. */
export function clmmFeeOnTop(net: bigint, rate: bigint): bigint {
  return ceilDiv(net * rate, CLMM_FEE_DENOMINATOR - rate);
}

/** The remainder of an input after the fee, rounded down. */
export function clmmNet(amountIn: bigint, rate: bigint): bigint {
  return (amountIn * (CLMM_FEE_DENOMINATOR - rate)) / CLMM_FEE_DENOMINATOR;
}
