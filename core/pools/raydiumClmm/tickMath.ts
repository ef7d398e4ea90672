import { Remembered } from '../../memory/remembered.ts';
import { U128_MAX } from '../u64.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';

/** One in Q64.64, the format of square roots of prices. */
export const Q64 = 1n << 64n;
export const Q64_BITS = 64n;

/** The ticks of the program lie within ±MAX_TICK (libraries/tick_math.rs); a price is 1.0001^tick, Y per X in base units. */
export const MAX_TICK = 443_636;
export const MIN_SQRT_PRICE = 4_295_048_016n;
export const MAX_SQRT_PRICE = 79_226_673_521_066_979_257_578_248_091n;

/** Ticks (times the spacing) that one tick array account holds. */
export const TICKS_PER_ARRAY = 60;

/** 2^64 / 1.0001^(2^(i − 1)) for the bits i of a tick, as in get_sqrt_price_at_tick. The constants are rounded and differ from Uniswap's. */
const FACTORS = [
  0xfffcb933bd6fb800n,
  0xfff97272373d4000n,
  0xfff2e50f5f657000n,
  0xffe5caca7e10f000n,
  0xffcb9843d60f7000n,
  0xff973b41fa98e800n,
  0xff2ea16466c9b000n,
  0xfe5dee046a9a3800n,
  0xfcbe86c7900bb000n,
  0xf987a7253ac65800n,
  0xf3392b0822bb6000n,
  0xe7159475a2caf000n,
  0xd097f3bdfd2f2000n,
  0xa9f746462d9f8000n,
  0x70d869a156f31c00n,
  0x31be135f97ed3200n,
  0x9aa508b5b85a500n,
  0x5d6af8dedc582cn,
  0x2216e584f5fan,
] as const;

/** Prices by tick. Only few ticks are in use (the initialised ones near the market); the table's size is capped. */
const known = new Remembered<number, bigint>(20_000);

function computeSqrtPrice(tick: number): bigint {
  if (!Number.isInteger(tick)) throw new RangeError(`a tick must be an integer, not ${tick}`);
  if (Math.abs(tick) > MAX_TICK) refuseClmm(CLMM_ERRORS.tickOutOfBounds, `tick ${tick} is out of bounds`);
  const magnitude = Math.abs(tick);
  let ratio = Q64;
  for (const [bit, factor] of FACTORS.entries()) {
    if ((magnitude >> bit) & 1) ratio = (ratio * factor) >> Q64_BITS;
  }
  return tick > 0 ? U128_MAX / ratio : ratio;
}

/** Square root of the price at a tick, Q64.64, rounded like get_sqrt_price_at_tick. Throws PoolRefusal 6007 beyond ±MAX_TICK. */
export function sqrtPriceOfTick(tick: number): bigint {
  return known.get(tick, computeSqrtPrice);
}

const LOG_PRECISION_BITS = 16;
const LOG2_TO_TICK = 59_543_866_431_248n;
const TICK_LOW_ERROR = 184_467_440_737_095_516n;
const TICK_HIGH_ERROR = 15_793_534_762_490_258_745n;

/** Base-2 logarithm of a Q64.64 number, Q32.32, its fraction to 16 bits (get_tick_at_sqrt_price). */
function log2Q32(sqrtPrice: bigint): bigint {
  const msb = BigInt(sqrtPrice.toString(2).length - 1);
  let r = msb >= 64n ? sqrtPrice >> (msb - 63n) : sqrtPrice << (63n - msb);
  let fraction = 0n;
  for (let bit = 0; bit < LOG_PRECISION_BITS; bit++) {
    r *= r;
    const aboveTwo = r >> 127n;
    r >>= 63n + aboveTwo;
    fraction = (fraction << 1n) | aboveTwo;
  }
  return ((msb - 64n) << 32n) + (fraction << BigInt(32 - LOG_PRECISION_BITS));
}

/**
 * The greatest tick whose sqrt price is at most the given one, by the program's approximation (get_tick_at_sqrt_price). Throws PoolRefusal
 * 6012 for a price outside of [MIN_SQRT_PRICE, MAX_SQRT_PRICE).
 */
export function tickOfSqrtPrice(sqrtPrice: bigint): number {
  if (sqrtPrice < MIN_SQRT_PRICE || sqrtPrice >= MAX_SQRT_PRICE) {
    refuseClmm(CLMM_ERRORS.priceOutOfBounds, `the sqrt price ${sqrtPrice} is out of bounds`);
  }
  const log = log2Q32(sqrtPrice) * LOG2_TO_TICK;
  const low = Number((log - TICK_LOW_ERROR) >> Q64_BITS);
  const high = Number((log + TICK_HIGH_ERROR) >> Q64_BITS);
  return low === high || sqrtPriceOfTick(high) > sqrtPrice ? low : high;
}

/** First tick of the array that holds a tick, floored towards minus infinity (TickArrayState::get_array_start_index). */
export function tickArrayStart(tick: number, tickSpacing: number): number {
  const width = TICKS_PER_ARRAY * tickSpacing;
  return Math.floor(tick / width) * width;
}
