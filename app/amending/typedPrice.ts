import { formatAmountForInput } from '../../core/amounts/format.ts';
import { type AmountProblem, parseNumeral } from '../../core/amounts/parse.ts';
import { type Rate, rateOf } from '../../core/order/trigger/rate.ts';
import { type OrderPair, priceOfRate, rateOfPrice } from '../market/typedPrice.ts';

/** Digits of a price that is put into a field, and the most after its point. */
const FIELD_DIGITS = 8;
const FIELD_DECIMALS = 12;

/** A price as typed (quote tokens per base token), as the exact rate of an order. */
export function typedRate(opts: { text: string; market: OrderPair; locale: string }): Rate | AmountProblem | 'zero' {
  const parsed = parseNumeral(opts);
  if (parsed.kind === 'problem') return parsed.problem;
  if (parsed.units === 0n) return 'zero';
  const rate = rateOfPrice(parsed, opts.market);
  return rate === undefined ? 'too-many-decimals' : rateOf(rate);
}

/** A rate as a price to type over: at most eight digits, half up, without trailing zeros and grouping. */
export function fieldPrice(opts: { rate: Rate; market: OrderPair; locale: string }): string {
  const { market, locale } = opts;
  const price = priceOfRate(opts.rate, market);
  const top = price.numerator * 10n ** BigInt(FIELD_DECIMALS + market.base.decimals);
  const exact = top / (price.denominator * 10n ** BigInt(market.quote.decimals));
  const spare = BigInt(Math.max(0, exact.toString().length - FIELD_DIGITS));
  const unit = 10n ** spare;
  return formatAmountForInput({ amount: ((exact + unit / 2n) / unit) * unit, decimals: FIELD_DECIMALS, locale });
}
