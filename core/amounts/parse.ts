import { U64_MAX } from './baseUnits.ts';
import { decimalSeparator, groupSeparator } from './format.ts';

/** Why a text is not an amount. */
export type AmountProblem = 'empty' | 'not-a-number' | 'too-many-decimals' | 'too-large';

export type ParsedAmount =
  | { readonly kind: 'amount'; readonly amount: bigint }
  | { readonly kind: 'problem'; readonly problem: AmountProblem };

/** Characters that group digits in some locale; not line breaks and tabs, which separate two numbers. */
const GROUPS = /[,.'’ʼ˙_٬\p{Zs}]/gu;
/** Invisible characters, such as those for writing direction. */
const INVISIBLE = /\p{Cf}/gu;

/** Any decimal digit of any script; each script's ten digits are consecutive, beginning with zero. */
const DIGIT = /\p{Nd}/u;

function problem(name: AmountProblem): ParsedAmount {
  return { kind: 'problem', problem: name };
}

function asciiDigit(digit: string): string {
  let zero = digit.codePointAt(0) ?? 0;
  const code = zero;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/** Digits of any script as ASCII ones, full-width signs and the Arabic decimal sign as their plain forms. */
function normalised(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .trim()
    .replace(/\p{Nd}/gu, (digit) => (digit >= '0' && digit <= '9' ? digit : asciiDigit(digit)))
    .replace(/[٫,，]/gu, ',')
    .replace(/[.．。]/gu, '.');
}

/** `1,234,567` in groups of three, or `12,34,567` as in India: only with commas, in groups of two before the last. */
function isGrouped(text: string, separator: string): boolean {
  const [first = '', ...rest] = text.split(separator);
  return (
    /^[0-9]{1,3}$/.test(first) &&
    rest.every((group, i) => (separator !== ',' || i === rest.length - 1 ? /^[0-9]{3}$/ : /^[0-9]{2,3}$/).test(group))
  );
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/**
 * Finds the decimal separator of a text. Two kinds of separators: the last is the decimal one. One kind, several times: it groups. One kind,
 * once: decimal, unless the locale groups with it and the digits look like a group of thousands (`1,234` in English).
 */
function decimalSign(text: string, locale: string): ',' | '.' | undefined {
  const commas = count(text, ',');
  const dots = count(text, '.');
  if (commas > 0 && dots > 0) return text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
  if (commas + dots !== 1) return undefined;
  const sign = commas === 1 ? ',' : '.';
  if (decimalSeparator(locale) === sign) return sign;
  const readsAsThousands = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(text);
  return groupSeparator(locale) === sign && readsAsThousands ? undefined : sign;
}

function splitAt(text: string, sign: string | undefined): { whole: string; fraction: string } | undefined {
  if (sign === undefined) return { whole: text, fraction: '' };
  if (count(text, sign) !== 1) return undefined;
  const at = text.indexOf(sign);
  return { whole: text.slice(0, at), fraction: text.slice(at + 1) };
}

/** The digits of a whole number without group separators; undefined when a separator is not between groups, or when there are two kinds. */
function ungrouped(whole: string): string | undefined {
  const [separator, ...others] = new Set(whole.match(GROUPS));
  if (separator === undefined) return whole;
  return others.length === 0 && isGrouped(whole, separator) ? whole.replaceAll(separator, '') : undefined;
}

/** A number that is not negative, exactly: `units` of 10^-decimals, without trailing zeros after the point. */
export type ParsedNumeral = { readonly kind: 'numeral'; readonly units: bigint; readonly decimals: number };

/** Reads a number as a person types it, with any locale's digits and separators, exactly. Refuses signs and exponents. */
export function parseNumeral(opts: {
  readonly text: string;
  readonly locale: string;
}): ParsedNumeral | { readonly kind: 'problem'; readonly problem: 'empty' | 'not-a-number' } {
  const text = normalised(opts.text);
  if (text === '') return { kind: 'problem', problem: 'empty' };
  const parts = splitAt(text, decimalSign(text, opts.locale));
  const whole = parts === undefined ? undefined : ungrouped(parts.whole);
  if (parts === undefined || whole === undefined || !/^[0-9]+$/.test(whole + parts.fraction))
    return { kind: 'problem', problem: 'not-a-number' };
  const fraction = parts.fraction.replace(/0+$/, '');
  return { kind: 'numeral', units: BigInt((whole === '' ? '0' : whole) + fraction), decimals: fraction.length };
}

/**
 * Reads an amount of whole tokens as a person types it, exactly into base units (0 to 2^64 - 1). Refuses what parseNumeral does, and fractions finer
 * than the token's decimals: it never rounds.
 */
export function parseAmount(opts: {
  readonly text: string;
  readonly decimals: number;
  readonly locale: string;
}): ParsedAmount {
  const parsed = parseNumeral(opts);
  if (parsed.kind === 'problem') return problem(parsed.problem);
  if (parsed.decimals > opts.decimals) return problem('too-many-decimals');
  const amount = parsed.units * 10n ** BigInt(opts.decimals - parsed.decimals);
  return amount > U64_MAX ? problem('too-large') : { kind: 'amount', amount };
}
