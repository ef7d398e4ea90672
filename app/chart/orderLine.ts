import { formatAmount, formatAmountForInput } from '../../core/amounts/format.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { paysBase, priceOfRate } from '../market/typedPrice.ts';
import { marketOf, priceNumber } from '../resting/marketPrice.ts';
import { type RestingPrice, restingPrices } from '../resting/restingPrices.ts';
import { ROLE_WORDS } from '../resting/restingWords.ts';

/** A price of an order that rests, as a line on the chart of its pair. */
export type OrderLine = {
  readonly key: string;
  readonly order: OrderView;
  readonly role: RestingPrice['role'];
  readonly side: 'buy' | 'sell';
  /** Quote tokens per base token; for drawing. */
  readonly price: number;
};

/** More lines would only hide the candles; the list of open orders has all. */
const MAX_LINES = 24;

/** The lines of orders, from the highest price to the lowest; of too many those nearest to `near`. */
export function orderLinesOf(orders: readonly OrderView[], near: number): readonly OrderLine[] {
  const lines = orders.flatMap((order) => {
    const market = marketOf(order);
    const side = paysBase(market) ? 'sell' : 'buy';
    return restingPrices(order).map(({ role, rate }): OrderLine => {
      const price = priceNumber(priceOfRate(rate, market), market);
      return { key: `${order.orderId} ${role}`, order, role, side, price };
    });
  });
  return lines
    .sort((a, b) => Math.abs(a.price - near) - Math.abs(b.price - near))
    .slice(0, MAX_LINES)
    .sort((a, b) => b.price - a.price || (a.key < b.key ? -1 : 1));
}

/** True for a line that can be moved: the worst price of a trigger that fired follows from the trigger. */
export function isMovable({ role }: OrderLine): boolean {
  return role !== 'bound';
}

/** The label of a line: `Limit, sell 1.5 SOL`. */
export function lineLabel({ order, role, side }: OrderLine, locale: string): string {
  const { symbol, decimals } = shownToken(order.tokenIn);
  const amount = formatAmount({ amount: BigInt(order.amountIn), decimals, locale, maxFractionDigits: 4 });
  const name = order.type === 'oco' ? `OCO ${ROLE_WORDS[role].toLowerCase()}` : ROLE_WORDS[role];
  return `${name}, ${side === 'sell' ? 'sell' : 'buy for'} ${amount} ${symbol}`;
}

/** Digits of a price by which keys move a line. */
const TICK_DIGITS = 5;
const MAX_DECIMALS = 12;

/** Digits after the point of the step by which a line of this price moves: 0.01 at 150. */
export function tickDecimals(price: number): number {
  const whole = Math.floor(Math.log10(price)) + 1;
  return Math.max(0, Math.min(MAX_DECIMALS, TICK_DIGITS - whole));
}

/** A price in steps of 10^-decimals, at least one. */
export function ticksOf(price: number, decimals: number): number {
  return Math.max(1, Math.round(price * 10 ** decimals));
}

/** Steps of 10^-decimals as a price to type. */
export function ticksText(opts: { ticks: number; decimals: number; locale: string }): string {
  return formatAmountForInput({ amount: BigInt(opts.ticks), decimals: opts.decimals, locale: opts.locale });
}

/**
 * Places labels of some height beside their lines so that none covers another: each as near to its own line as its neighbours and both edges allow, px from
 * the top. `ys` ascends.
 */
export function spreadLabels(opts: { ys: readonly number[]; gap: number; from: number; to: number }): number[] {
  const { ys, gap, from, to } = opts;
  const places: number[] = [];
  for (const y of ys) places.push(Math.max(y, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + gap, from + gap / 2));
  let lowest = to - gap / 2;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i] ?? lowest, lowest);
    lowest = (places[i] ?? lowest) - gap;
  }
  return places;
}
