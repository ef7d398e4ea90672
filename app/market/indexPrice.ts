import { formatNumeral } from '../../core/amounts/format.ts';

/** Digits that a price shows, as far as they are not all before the point. */
const SIGNIFICANT = 6;
const MAX_FRACTION = 12;

/** Digits after the point at which a price of this size shows six that say something, so that prices of one pair stand in one column. */
export function fractionDigitsOf(price: number): number {
  if (!(price > 0)) return 2;
  const whole = Math.floor(Math.log10(price)) + 1;
  return Math.max(0, Math.min(MAX_FRACTION, SIGNIFICANT - whole));
}

/** A price of whole tokens (an exact numeral, or a number that was read from one) as text. */
export function priceNumeralText(opts: {
  price: string | number;
  locale: string;
  /** Default: as many as suit the price itself. */
  fractionDigits?: number;
}): string {
  const { price, locale } = opts;
  const fractionDigits = opts.fractionDigits ?? fractionDigitsOf(Number(price));
  return formatNumeral({
    numeral: typeof price === 'string' ? price : price.toFixed(Math.min(20, fractionDigits + 3)),
    locale,
    fractionDigits,
  });
}

function digitsOf(numeral: string): bigint {
  return BigInt(numeral.replace('.', ''));
}

/**
 * How far a price moved since `open`, signed parts per million, towards zero. Both are decimal numerals with the same number of digits after
 * the point, as the market's are. Undefined when there is nothing to compare with.
 */
export function changePpm(opts: { open: string; now: string }): number | undefined {
  const [open, now] = [digitsOf(opts.open), digitsOf(opts.now)];
  return open === 0n ? undefined : Number(((now - open) * 1_000_000n) / open);
}
