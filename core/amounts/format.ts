/**
 * The one place that turns amounts into text. Amounts stay integers or exact decimal strings up to Intl.NumberFormat, which formats decimal
 * strings exactly: no float and no exponent, in any locale.
 */

/** A decimal numeral in ASCII, as Intl.NumberFormat takes it exactly. */
type Numeral = `${number}`;

const formats = new Map<string, Intl.NumberFormat>();

/** Cached, because making a NumberFormat costs more than using it a hundred times, and few are in use. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** An amount of base units as an exact decimal numeral of whole tokens in ASCII, without trailing zeros: 1500000000 at 9 decimals is `1.5`. */
export function decimalText(opts: { readonly amount: bigint; readonly decimals: number }): Numeral {
  const digits = abs(opts.amount)
    .toString()
    .padStart(opts.decimals + 1, '0');
  const whole = digits.slice(0, digits.length - opts.decimals);
  const fraction = digits.slice(digits.length - opts.decimals).replace(/0+$/, '');
  return `${opts.amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}` as Numeral;
}

/**
 * An amount of base units as whole tokens, grouped, in the locale's format. Digits beyond `maxFractionDigits` (default: all decimals) are cut
 * off, so that the text never shows more than the amount; a smaller amount keeps its first significant digits.
 */
export function formatAmount(opts: {
  readonly amount: bigint;
  readonly decimals: number;
  readonly locale: string;
  readonly maxFractionDigits?: number;
  readonly minFractionDigits?: number;
}): string {
  const { amount, decimals, locale, minFractionDigits = 0 } = opts;
  const maximumFractionDigits = Math.max(Math.min(opts.maxFractionDigits ?? decimals, decimals), minFractionDigits);
  const hidden = decimals - maximumFractionDigits;
  const vanishes = hidden > 0 && amount !== 0n && abs(amount) < 10n ** BigInt(hidden);
  const format = vanishes
    ? numberFormat(locale, { maximumSignificantDigits: 3, roundingMode: 'trunc' })
    : numberFormat(locale, {
        minimumFractionDigits: minFractionDigits,
        maximumFractionDigits,
        roundingMode: 'trunc',
      });
  return format.format(decimalText({ amount, decimals }));
}

/** An amount as a trader would type it in that locale: exact, its digits and decimal separator, no grouping. */
export function formatAmountForInput(opts: {
  readonly amount: bigint;
  readonly decimals: number;
  readonly locale: string;
}): string {
  const { decimals, locale } = opts;
  return numberFormat(locale, { useGrouping: false, maximumFractionDigits: decimals }).format(decimalText(opts));
}

/** The decimal separator of a locale. */
export function decimalSeparator(locale: string): string {
  return partOf(locale, 'decimal') ?? '.';
}

/** The group separator of a locale; undefined when it has none. */
export function groupSeparator(locale: string): string | undefined {
  return partOf(locale, 'group');
}

function partOf(locale: string, type: 'decimal' | 'group'): string | undefined {
  const parts = numberFormat(locale, { useGrouping: true, minimumFractionDigits: 1 }).formatToParts(1_234_567.5);
  return parts.find((part) => part.type === type)?.value;
}

/** Digits that a price keeps beyond those it shows, so that the exact value decides the rounding. */
const GUARD_DIGITS = 3;

/**
 * A price: quote tokens per base token, from base units of both, to `significantDigits` (default 6, never fewer than the whole part has),
 * half away from zero. An exact quotient until the last rounding. `denominator` must not be zero.
 */
export function formatPrice(opts: {
  /** Base units of the quote token. */
  readonly numerator: bigint;
  readonly numeratorDecimals: number;
  /** Base units of the base token. */
  readonly denominator: bigint;
  readonly denominatorDecimals: number;
  readonly locale: string;
  readonly significantDigits?: number;
}): string {
  const { locale, significantDigits = 6 } = opts;
  const numerator = opts.numerator * 10n ** BigInt(opts.denominatorDecimals);
  const denominator = opts.denominator * 10n ** BigInt(opts.numeratorDecimals);
  const magnitude = abs(numerator).toString().length - abs(denominator).toString().length;
  const decimals = Math.max(0, significantDigits + GUARD_DIGITS - magnitude);
  const scaled = (numerator * 10n ** BigInt(decimals)) / denominator;
  const shown = Math.max(significantDigits, magnitude + 1);
  return numberFormat(locale, {
    minimumSignificantDigits: Math.min(shown, 21),
    maximumSignificantDigits: Math.min(shown, 21),
  }).format(decimalText({ amount: scaled, decimals }));
}

/**
 * A decimal numeral of whole tokens, as the market's index prices come, in the locale's way with exactly `fractionDigits` after the separator,
 * half away from zero.
 */
export function formatNumeral(opts: {
  readonly numeral: string;
  readonly locale: string;
  readonly fractionDigits: number;
}): string {
  const { numeral, locale, fractionDigits } = opts;
  return numberFormat(locale, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(numeral as Numeral);
}

/**
 * Parts per million as a percentage: 2500 is `0.25%`. At most `maxFractionDigits` (default 2) digits after the separator, exactly so many
 * when `fixed`.
 */
export function formatPercent(opts: {
  readonly ppm: number;
  readonly locale: string;
  readonly maxFractionDigits?: number;
  readonly fixed?: boolean;
}): string {
  const { ppm, locale, maxFractionDigits = 2, fixed = false } = opts;
  const minimumFractionDigits = fixed ? maxFractionDigits : 0;
  return numberFormat(locale, {
    style: 'percent',
    minimumFractionDigits,
    maximumFractionDigits: maxFractionDigits,
  }).format(decimalText({ amount: BigInt(ppm), decimals: 6 }));
}

/** Parts per million as basis points, without a unit: 150 is `1.5`. One digit after the separator (always, when `fixed`), two below one. */
export function formatBasisPoints(opts: {
  readonly ppm: number;
  readonly locale: string;
  readonly fixed?: boolean;
}): string {
  const { ppm, locale, fixed = false } = opts;
  const options = fixed
    ? { minimumFractionDigits: 1, maximumFractionDigits: 1 }
    : { maximumFractionDigits: Math.abs(ppm) < 100 ? 2 : 1 };
  return numberFormat(locale, options).format(decimalText({ amount: BigInt(ppm), decimals: 2 }));
}

/** A count or a whole number such as a slot, grouped. */
export function formatCount(opts: { readonly value: number | bigint; readonly locale: string }): string {
  return numberFormat(opts.locale, { maximumFractionDigits: 0 }).format(opts.value);
}
