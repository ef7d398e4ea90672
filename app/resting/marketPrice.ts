import type { Ratio } from '../../core/amounts/ratio.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import type { Rate } from '../../core/order/trigger/rate.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { priceText } from '../market/midPrice.ts';
import { type OrderPair, orderPair, priceOfRate } from '../market/typedPrice.ts';

/** Digits of a price in a list or a sentence. */
const SIGNIFICANT = 5;

/** The pair of an order, with the market's direction of its price. */
export function marketOf({ tokenIn, tokenOut }: Pick<OrderView, 'tokenIn' | 'tokenOut'>): OrderPair {
  return orderPair(shownToken(tokenIn), shownToken(tokenOut));
}

/** A rate of an order as the market's price: `151.00`. */
export function rateText(rate: Rate, market: OrderPair, locale: string): string {
  return priceText({ ratio: priceOfRate(rate, market), ...market, locale, significantDigits: SIGNIFICANT });
}

/** A price in whole tokens as a number, for drawing. */
export function priceNumber({ numerator, denominator }: Ratio, { base, quote }: Pick<OrderPair, 'base' | 'quote'>) {
  return (Number(numerator) / Number(denominator)) * 10 ** (base.decimals - quote.decimals);
}
