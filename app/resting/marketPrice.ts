import type { Ratio } from '../../core/amounts/ratio.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import type { Rate } from '../../core/order/trigger/rate.ts';
import { shownToken, type Token } from '../../core/tokens/token.ts';
import { asMarket, priceText } from '../market/midPrice.ts';

/** Digits of a price in a list or a sentence. */
const SIGNIFICANT = 5;

/** The tokens of an order in the market's direction, and whether the order sells the base token. */
export type OrderMarket = { readonly base: Token; readonly quote: Token; readonly sells: boolean };

export function marketOf({ tokenIn, tokenOut }: Pick<OrderView, 'tokenIn' | 'tokenOut'>): OrderMarket {
  const [paid, received] = [shownToken(tokenIn), shownToken(tokenOut)];
  const { base, quote } = asMarket(paid, received);
  return { base, quote, sells: base === paid };
}

/**
 * Converts a rate of an order (received for paid) to the market's price (quote for base), and back: exactly, in base units. An order that buys has the
 * inverse of the price as its rate, so that a rate that rises is a price that falls. Neither may be zero.
 */
export function turned(ratio: Ratio, { sells }: Pick<OrderMarket, 'sells'>): Ratio {
  return sells ? ratio : { numerator: ratio.denominator, denominator: ratio.numerator };
}

/** A rate of an order as the market's price: `151.00`. */
export function rateText(rate: Rate, market: OrderMarket, locale: string): string {
  return priceText({ ratio: turned(rate, market), ...market, locale, significantDigits: SIGNIFICANT });
}

/** A price in whole tokens as a number, for drawing. */
export function priceNumber({ numerator, denominator }: Ratio, { base, quote }: Pick<OrderMarket, 'base' | 'quote'>) {
  return (Number(numerator) / Number(denominator)) * 10 ** (base.decimals - quote.decimals);
}
