import type { OrderView } from '../../core/order/orderView.ts';
import { type Rate, rateOf } from '../../core/order/trigger/rate.ts';

export type RestingTerms = Pick<
  OrderView,
  'type' | 'tokenIn' | 'tokenOut' | 'amountIn' | 'minOut' | 'trigger' | 'fired'
>;

/** The prices that a trader sets. */
export type PriceRole = 'limit' | 'takeProfit' | 'stop';

/** A price that an order waits for. `bound` is the worst price of an order whose trigger has fired and whose execution was missed. */
export type RestingPrice = { readonly role: PriceRole | 'bound'; readonly rate: Rate };

/** The prices that an order waits for, as its rates; none for a trailing stop, whose level follows the market. */
export function restingPrices(order: RestingTerms): readonly RestingPrice[] {
  const { trigger, fired } = order;
  const bound = { numerator: BigInt(order.minOut), denominator: BigInt(order.amountIn) };
  // A stop on its way to the server has no price yet that is known here.
  if (trigger === null) return order.minOut === '0' ? [] : [{ role: 'limit', rate: bound }];
  return fired === null ? triggerPrices(order) : [{ role: 'bound', rate: bound }];
}

/** The prices of an order's triggers, whether or not one has fired. */
export function triggerPrices({ trigger }: Pick<OrderView, 'trigger'>): readonly RestingPrice[] {
  const prices: RestingPrice[] = [];
  if (trigger?.takeProfit) prices.push({ role: 'takeProfit', rate: rateOf(trigger.takeProfit.rate) });
  if (trigger?.stop) prices.push({ role: 'stop', rate: rateOf(trigger.stop.rate) });
  return prices;
}
