import { formatAmount, formatPercent } from '../../core/amounts/format.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { type OrderPair, paysBase } from '../market/typedPrice.ts';
import { marketOf, rateText } from './marketPrice.ts';
import { type RestingPrice, type RestingTerms, restingPrices } from './restingPrices.ts';

export const ROLE_WORDS = {
  limit: 'Limit',
  takeProfit: 'Take profit',
  stop: 'Stop',
  bound: 'Worst price',
} as const satisfies Record<RestingPrice['role'], string>;

/** True when the price is met by one at or above it; undefined for a price that is the trader's own limit. */
function isMetAbove(role: RestingPrice['role'], market: OrderPair): boolean | undefined {
  return role === 'limit' || role === 'bound' ? undefined : (role === 'takeProfit') === paysBase(market);
}

/** A price with the side on which it is met: `≤ 140.00`; a limit is only its price. */
export function signedPrice({ role, rate }: RestingPrice, market: OrderPair, locale: string): string {
  const above = isMetAbove(role, market);
  const sign = above === undefined ? '' : above ? '≥ ' : '≤ ';
  return `${sign}${rateText(rate, market, locale)}`;
}

/** The same in words: `140.00 or lower`. */
export function pricePhrase({ role, rate }: RestingPrice, market: OrderPair, locale: string): string {
  const above = isMetAbove(role, market);
  return `${rateText(rate, market, locale)}${above === undefined ? '' : above ? ' or higher' : ' or lower'}`;
}

export function bpsText(bps: number, locale: string): string {
  return formatPercent({ ppm: bps * 100, locale });
}

/** What an order that rests waits for: `151.00`, `160.00 or 140.00`, `a fall of 2%`. */
export function waitedFor(order: RestingTerms, locale: string): string {
  const market = marketOf(order);
  const prices = restingPrices(order);
  const [only] = prices;
  if (only === undefined) {
    return `a ${paysBase(market) ? 'fall' : 'rise'} of ${bpsText(order.trigger?.trail?.bps ?? 0, locale)}`;
  }
  if (prices.length === 1) return pricePhrase(only, market, locale);
  return prices.map(({ rate }) => rateText(rate, market, locale)).join(' or ');
}

/** What an order does now while it rests: `Waiting for 151.00`. */
export function waitingText(order: RestingTerms, locale: string): string {
  return `Waiting${order.fired === null ? '' : ' again'} for ${waitedFor(order, locale)}`;
}

/** The terms that an amendment can change, in a sentence's end: `151.00, 1 SOL`. */
export function termsText(order: Omit<RestingTerms, 'fired'>, locale: string): string {
  const { symbol, decimals } = shownToken(order.tokenIn);
  const amount = formatAmount({ amount: BigInt(order.amountIn), decimals, locale });
  return `${waitedFor({ ...order, fired: null }, locale)}, ${amount} ${symbol}`;
}

/** An order that ended as expired, in words: with the reason of its last attempt, if it had one. */
export function expiredText(missed: string | undefined): string {
  const why = missed === undefined ? '' : ` Its last attempt was missed: ${missed.toLowerCase()}.`;
  return `Its time ran out before it was executed; the held amount is free again.${why}`;
}
