import { ceilDiv } from '../ceilDiv.ts';

/*
 * liquidity_handler/concentrated_liquidity.rs. √prices are Q64.64, liquidity is scaled by 2^64, amounts are base units.
 * With L the liquidity and s the √price: x = L / s, y = L s / 2^128.
 */

const SCALE = 128n;

/** X between two √prices: `L (upper − lower) / (upper × lower)`, rounded as asked. */
export function amountX(lower: bigint, upper: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const [numerator, denominator] = [liquidity * (upper - lower), upper * lower];
  return roundUp ? ceilDiv(numerator, denominator) : numerator / denominator;
}

/** Y between two √prices: `L (upper − lower) / 2^128`, rounded as asked. */
export function amountY(lower: bigint, upper: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const product = liquidity * (upper - lower);
  return roundUp ? ceilDiv(product, 1n << SCALE) : product >> SCALE;
}

/** The √price after X came in, rounded up: `s L / (L + x s)`. */
export function priceAfterXIn(sqrtPrice: bigint, liquidity: bigint, amount: bigint): bigint {
  return ceilDiv(liquidity * sqrtPrice, liquidity + amount * sqrtPrice);
}

/** The √price after Y came in, rounded down: `s + y / L`. */
export function priceAfterYIn(sqrtPrice: bigint, liquidity: bigint, amount: bigint): bigint {
  return sqrtPrice + (amount << SCALE) / liquidity;
}

/** The √price after X went out, rounded up: `s L / (L − x s)`; undefined when there is no such price. */
export function priceAfterXOut(sqrtPrice: bigint, liquidity: bigint, amount: bigint): bigint | undefined {
  const left = liquidity - amount * sqrtPrice;
  return left <= 0n ? undefined : ceilDiv(liquidity * sqrtPrice, left);
}

/** The √price after Y went out, rounded down: `s − y / L`. */
export function priceAfterYOut(sqrtPrice: bigint, liquidity: bigint, amount: bigint): bigint {
  return sqrtPrice - ceilDiv(amount << SCALE, liquidity);
}

/** The largest amount of X after which the √price is at or above an end, by priceAfterXIn. */
export function mostXIn(sqrtPrice: bigint, liquidity: bigint, end: bigint): bigint {
  const room = (liquidity * sqrtPrice - 1n) / (end - 1n) - liquidity;
  return room < 0n ? 0n : room / sqrtPrice;
}

/** The largest amount of Y after which the √price is at or below an end, by priceAfterYIn. */
export function mostYIn(sqrtPrice: bigint, liquidity: bigint, end: bigint): bigint {
  return end < sqrtPrice ? 0n : ((end - sqrtPrice + 1n) * liquidity - 1n) >> SCALE;
}
