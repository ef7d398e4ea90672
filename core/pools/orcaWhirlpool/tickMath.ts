import { Remembered } from '../../memory/remembered.ts';
import { U128_MAX } from '../u64.ts';

/** The highest tick and, negated, the lowest one (state/tick.rs). */
export const MAX_TICK = 443_636;
export const MIN_TICK = -MAX_TICK;

/** The prices of MIN_TICK and MAX_TICK (math/tick_math.rs). */
export const MIN_SQRT_PRICE = 4_295_048_016n;
export const MAX_SQRT_PRICE = 79_226_673_515_401_279_992_447_579_055n;

/** 1.0001^(2^bit / 2) in Q32.96, for positive ticks (get_sqrt_price_positive_tick). */
const POSITIVE_FACTORS = [
  79_232_123_823_359_799_118_286_999_567n,
  79_236_085_330_515_764_027_303_304_731n,
  79_244_008_939_048_815_603_706_035_061n,
  79_259_858_533_276_714_757_314_932_305n,
  79_291_567_232_598_584_799_939_703_904n,
  79_355_022_692_464_371_645_785_046_466n,
  79_482_085_999_252_804_386_437_311_141n,
  79_736_823_300_114_093_921_829_183_326n,
  80_248_749_790_819_932_309_965_073_892n,
  81_282_483_887_344_747_381_513_967_011n,
  83_390_072_131_320_151_908_154_831_281n,
  87_770_609_709_833_776_024_991_924_138n,
  97_234_110_755_111_693_312_479_820_773n,
  119_332_217_159_966_728_226_237_229_890n,
  179_736_315_981_702_064_433_883_588_727n,
  407_748_233_172_238_350_107_850_275_304n,
  2_098_478_828_474_011_932_436_660_412_517n,
  55_581_415_166_113_811_149_459_800_483_533n,
  38_992_368_544_603_139_932_233_054_999_993_551n,
] as const;

/** 1.0001^(-2^bit / 2) in Q64.64, for negative ticks (get_sqrt_price_negative_tick). */
const NEGATIVE_FACTORS = [
  18_445_821_805_675_392_311n,
  18_444_899_583_751_176_498n,
  18_443_055_278_223_354_162n,
  18_439_367_220_385_604_838n,
  18_431_993_317_065_449_817n,
  18_417_254_355_718_160_513n,
  18_387_811_781_193_591_352n,
  18_329_067_761_203_520_168n,
  18_212_142_134_806_087_854n,
  17_980_523_815_641_551_639n,
  17_526_086_738_831_147_013n,
  16_651_378_430_235_024_244n,
  15_030_750_278_693_429_944n,
  12_247_334_978_882_834_399n,
  8_131_365_268_884_726_200n,
  3_584_323_654_723_342_297n,
  696_457_651_847_595_233n,
  26_294_789_957_452_057n,
  37_481_735_321_082n,
] as const;

function multiplied(opts: { magnitude: number; factors: readonly bigint[]; fractionBits: bigint }): bigint {
  let ratio = 1n << opts.fractionBits;
  for (const [bit, factor] of opts.factors.entries()) {
    if ((opts.magnitude >> bit) & 1) ratio = (ratio * factor) >> opts.fractionBits;
  }
  return ratio;
}

/** Prices by tick. Only few ticks are in use (those of positions near the market); the table's size is capped. */
const known = new Remembered<number, bigint>(20_000);

function computeSqrtPrice(tick: number): bigint {
  if (!Number.isInteger(tick) || Math.abs(tick) > MAX_TICK) throw new RangeError(`tick ${tick} is out of bounds`);
  return tick >= 0
    ? multiplied({ magnitude: tick, factors: POSITIVE_FACTORS, fractionBits: 96n }) >> 32n
    : multiplied({ magnitude: -tick, factors: NEGATIVE_FACTORS, fractionBits: 64n });
}

/**
 * √price of a tick, Q64.64, truncated like the program (sqrt_price_from_tick_index). Cached by tick. Throws RangeError for a tick outside
 * MIN_TICK..MAX_TICK.
 */
export function sqrtPriceOfTick(tick: number): bigint {
  return known.get(tick, computeSqrtPrice);
}

const LOG_B_2_X32 = 59_543_866_431_248n;
const LOG_PRECISION = 14;
const ERROR_LOWER_X64 = 184_467_440_737_095_516n;
const ERROR_UPPER_X64 = 15_793_534_762_490_258_745n;

/** log2 of a Q64.64 number in Q32.32, to 14 fractional bits, rounded down. */
function log2X32(value: bigint): bigint {
  const msb = value.toString(2).length - 1;
  let fraction = 0n;
  let bit = 1n << 63n;
  let r = msb >= 64 ? value >> BigInt(msb - 63) : value << BigInt(63 - msb);
  for (let i = 0; i < LOG_PRECISION; i++) {
    r = (r * r) & U128_MAX;
    const carry = r >> 127n;
    r >>= 63n + carry;
    fraction += bit * carry;
    bit >>= 1n;
  }
  return (BigInt(msb - 64) << 32n) + (fraction >> 32n);
}

/**
 * The tick of a √price (Q64.64, MIN_SQRT_PRICE..MAX_SQRT_PRICE): the highest one with a price not above it, by the program's logarithm
 * (tick_index_from_sqrt_price). Throws RangeError outside that range.
 */
export function tickOfSqrtPrice(sqrtPrice: bigint): number {
  if (sqrtPrice < MIN_SQRT_PRICE || sqrtPrice > MAX_SQRT_PRICE) {
    throw new RangeError(`the sqrt price ${sqrtPrice} is out of bounds`);
  }
  const logX64 = log2X32(sqrtPrice) * LOG_B_2_X32;
  const low = Number((logX64 - ERROR_LOWER_X64) >> 64n);
  const high = Number((logX64 + ERROR_UPPER_X64) >> 64n);
  if (low === high) return low;
  return sqrtPriceOfTick(high) <= sqrtPrice ? high : low;
}
