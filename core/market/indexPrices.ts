import type { Ratio } from '../amounts/ratio.ts';
import type { IndexPrices } from './candleSchema.ts';

/** Digits after the point in the price of a token. */
export const INDEX_DIGITS = 18;
/** Digits after the point in the price of a pair. */
export const PAIR_DIGITS = 15;
const PAIR_SCALE = 10n ** BigInt(PAIR_DIGITS);

/** A non-negative integer in units of 10^-digits as an exact decimal string with that many digits after the point. */
export function fixedPointText(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The inverse of fixedPointText. */
function fixedPoint(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

/** The price of a pair from the prices of its tokens (both on the same scale): times 10^15, rounded down. */
export function pairPrice(opts: { readonly base: bigint; readonly quote: bigint }): bigint {
  return (opts.base * PAIR_SCALE) / opts.quote;
}

/** The index price of base in quote (mints): quote tokens per base token, in the same form as in a candle. Undefined for a token without a price. */
export function indexPriceOf(index: IndexPrices, pair: { readonly base: string; readonly quote: string }) {
  const [base, quote] = [index.prices[pair.base], index.prices[pair.quote]];
  if (base === undefined || quote === undefined) return undefined;
  return fixedPointText(pairPrice({ base: fixedPoint(base), quote: fixedPoint(quote) }), PAIR_DIGITS);
}

/** The same price as an exact quotient of whole tokens. Undefined for a token without a price. */
export function indexPriceRatio(
  index: IndexPrices,
  pair: { readonly base: string; readonly quote: string },
): Ratio | undefined {
  const [base, quote] = [index.prices[pair.base], index.prices[pair.quote]];
  if (base === undefined || quote === undefined) return undefined;
  const denominator = fixedPoint(quote);
  return denominator === 0n ? undefined : { numerator: fixedPoint(base), denominator };
}
