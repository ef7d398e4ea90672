import { U64_MAX } from '../../core/amounts/baseUnits.ts';
import { formatAmountForInput } from '../../core/amounts/format.ts';
import { type AmountProblem, parseAmount } from '../../core/amounts/parse.ts';
import type { Ratio } from '../../core/amounts/ratio.ts';
import type { Rate } from '../../core/order/trigger/rate.ts';
import type { RateView } from '../../core/order/trigger/triggerTerms.ts';
import { type OrderMarket, turned } from '../resting/marketPrice.ts';

/** Digits after the point that a typed price may have. */
const PRICE_DECIMALS = 12;
/** Digits of a price that is put into a field. */
const FIELD_DIGITS = 8;

export type PriceProblem = AmountProblem | 'zero';

function gcd(left: bigint, right: bigint): bigint {
  return right === 0n ? left : gcd(right, left % right);
}

/** A price as typed (quote tokens per base token), as the exact rate of an order, in lowest terms. */
export function typedRate(opts: { text: string; market: OrderMarket; locale: string }): Rate | PriceProblem {
  const { text, market, locale } = opts;
  const parsed = parseAmount({ text, decimals: PRICE_DECIMALS, locale });
  if (parsed.kind === 'problem') return parsed.problem;
  if (parsed.amount === 0n) return 'zero';
  const numerator = parsed.amount * 10n ** BigInt(market.quote.decimals);
  const denominator = 10n ** BigInt(PRICE_DECIMALS + market.base.decimals);
  const common = gcd(numerator, denominator);
  const price = { numerator: numerator / common, denominator: denominator / common };
  return price.numerator > U64_MAX || price.denominator > U64_MAX ? 'too-many-decimals' : turned(price, market);
}

/** A rate in the form of a request. */
export function requestedRate({ numerator, denominator }: Rate): RateView {
  return { amountIn: denominator.toString(), amountOut: numerator.toString() };
}

/** A rate as a price to type over: at most eight digits, half up, without trailing zeros and grouping. */
export function fieldPrice(opts: { rate: Rate; market: OrderMarket; locale: string }): string {
  const { market, locale } = opts;
  const price: Ratio = turned(opts.rate, market);
  const top = price.numerator * 10n ** BigInt(PRICE_DECIMALS + market.base.decimals);
  const exact = top / (price.denominator * 10n ** BigInt(market.quote.decimals));
  const spare = BigInt(Math.max(0, exact.toString().length - FIELD_DIGITS));
  const unit = 10n ** spare;
  return formatAmountForInput({ amount: ((exact + unit / 2n) / unit) * unit, decimals: PRICE_DECIMALS, locale });
}
