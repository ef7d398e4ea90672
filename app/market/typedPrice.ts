import { U64_MAX } from '../../core/amounts/baseUnits.ts';
import { formatAmount, formatAmountForInput } from '../../core/amounts/format.ts';
import type { ParsedNumeral } from '../../core/amounts/parse.ts';
import type { Ratio } from '../../core/amounts/ratio.ts';
import { type Rate, rateOf } from '../../core/order/trigger/rate.ts';
import type { RateView } from '../../core/order/trigger/triggerTerms.ts';
import { ceilDiv } from '../../core/pools/ceilDiv.ts';
import type { Token } from '../../core/tokens/token.ts';
import { asMarket, priceText } from './midPrice.ts';

/**
 * The two directions of a price. A trader reads and types quote tokens per base token, as the chart shows them, whichever is paid; an order carries a
 * rate, base units to receive for base units to pay.
 */
export type OrderPair = {
  readonly tokenIn: Token;
  readonly tokenOut: Token;
  readonly base: Token;
  readonly quote: Token;
};

export function orderPair(tokenIn: Token, tokenOut: Token): OrderPair {
  return { tokenIn, tokenOut, ...asMarket(tokenIn, tokenOut) };
}

/** The pair of an order the other way round; its prices keep their direction. */
export function reversed(pair: OrderPair): OrderPair {
  return { ...pair, tokenIn: pair.tokenOut, tokenOut: pair.tokenIn };
}

/** True when the order sells the base token, so that its rate rises with the price; else it falls. */
export function paysBase({ tokenIn, base }: OrderPair): boolean {
  return tokenIn.mint === base.mint;
}

function greatestDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestDivisor(right, left % right);
}

/** The exact rate of a price; undefined for a price of 0, and for one of so many digits that an order can't carry it. */
export function rateOfPrice(
  { units, decimals }: Pick<ParsedNumeral, 'units' | 'decimals'>,
  pair: OrderPair,
): RateView | undefined {
  if (units === 0n) return undefined;
  const quoteUnits = units * 10n ** BigInt(pair.quote.decimals);
  const baseUnits = 10n ** BigInt(decimals + pair.base.decimals);
  const divisor = greatestDivisor(quoteUnits, baseUnits);
  const [quote, base] = [quoteUnits / divisor, baseUnits / divisor];
  if (quote > U64_MAX || base > U64_MAX) return undefined;
  const [paid, received] = paysBase(pair) ? [base, quote] : [quote, base];
  return { amountIn: paid.toString(), amountOut: received.toString() };
}

/** The price of a rate: base units of the quote token for base units of the base token. */
export function priceOfRate(rate: Rate, pair: OrderPair): Ratio {
  return paysBase(pair) ? rate : { numerator: rate.denominator, denominator: rate.numerator };
}

/** The most digits after the point that browsers format. */
const MOST_DECIMALS = 20;

/** A price as an exact decimal number of whole tokens; undefined when it has none of a length that a person reads. */
function exactPrice(ratio: Ratio, { base, quote }: OrderPair): { amount: bigint; decimals: number } | undefined {
  const numerator = ratio.numerator * 10n ** BigInt(base.decimals);
  const denominator = ratio.denominator * 10n ** BigInt(quote.decimals);
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals += 1) {
    const scaled = numerator * 10n ** BigInt(decimals);
    if (scaled % denominator === 0n) return { amount: scaled / denominator, decimals };
  }
  return undefined;
}

/** The price of an order for reading: exact where it has a decimal form, else to six digits. */
export function shownPrice(opts: { rate: RateView; pair: OrderPair; locale: string }): string {
  const { rate, pair, locale } = opts;
  const ratio = priceOfRate(rateOf(rate), pair);
  const exact = exactPrice(ratio, pair);
  return exact === undefined
    ? priceText({ ratio, ...pair, locale })
    : formatAmount({ ...exact, locale, minFractionDigits: 2 });
}

/** The price of an order as its trader typed it; undefined when it has no decimal form. */
export function priceForInput(opts: { rate: RateView; pair: OrderPair; locale: string }): string | undefined {
  const exact = exactPrice(priceOfRate(rateOf(opts.rate), opts.pair), opts.pair);
  return exact && formatAmountForInput({ ...exact, locale: opts.locale });
}

/** Digits of a price that a button enters, and of one that follows from a typed total. */
const DIGITS = 6;

/**
 * A price as a person would type it: six significant digits (never fewer than its whole part has), rounded against the order (down when it sells the base
 * token, up when it buys it), so that an order at the market's price is met by the market.
 */
export function roundPrice(opts: { price: Ratio; pair: OrderPair; locale: string }): string {
  const { price, pair, locale } = opts;
  const numerator = price.numerator * 10n ** BigInt(pair.base.decimals);
  const denominator = price.denominator * 10n ** BigInt(pair.quote.decimals);
  const whole = numerator / denominator;
  // Digits after the point: fewer for a longer whole part, more for zeros that a price below 1 begins with.
  const magnitude = whole > 0n ? whole.toString().length : 1 - (denominator / numerator).toString().length;
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, DIGITS - magnitude));
  const scaled = numerator * 10n ** BigInt(decimals);
  const up = paysBase(pair) || scaled % denominator === 0n ? 0n : 1n;
  return formatAmountForInput({ amount: scaled / denominator + up, decimals, locale });
}

/** The least output for an amount at a rate: rounded up, so that it is never below the rate. Base units. */
export function leastOut(rate: RateView, amountIn: bigint): bigint {
  const { numerator, denominator } = rateOf(rate);
  return ceilDiv(amountIn * numerator, denominator);
}
