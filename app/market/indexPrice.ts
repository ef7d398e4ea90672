import { formatNumeral } from '../../core/amounts/format.ts';

/** Significant digits of a price, unless more are before the point. */
const SIGNIFICANT = 6;
const MAX_FRACTION = 12;

/** Digits after the point that give a price of this size six significant digits, so that prices of one pair align in a column. */
export function fractionDigitsOf(price: number): number {
  if (!(price > 0)) return 2;
  const whole = Math.floor(Math.log10(price)) + 1;
  return Math.max(0, Math.min(MAX_FRACTION, SIGNIFICANT - whole));
}

/** A price of whole tokens (an exact numeral, or a number parsed from one) as text. */
export function priceNumeralText(opts: {
  price: string | number;
  locale: string;
  /** By default as many as fit the price itself. */
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
