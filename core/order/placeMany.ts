import { z } from 'zod';
import { refusalView } from '../errors/refusal.ts';
import { orderView } from './orderView.ts';
import type { PlaceOrderRequest } from './placeOrder.ts';

/** Maximum number of orders in one call. */
export const MAX_ORDERS = 50;

const COUNT = { error: `must hold 1 to ${MAX_ORDERS} orders` };

/** The body of `orders.placeMany`. Each order is checked separately (`placeOrderInput`), so that a bad one does not affect the others. */
export const placeManyInput = z.strictObject({
  orders: z
    .array(z.custom<PlaceOrderRequest>(), { error: `must be a list of 1 to ${MAX_ORDERS} orders` })
    .min(1, COUNT)
    .max(MAX_ORDERS, COUNT),
});

/** The result for one order of a call: the accepted order, or its error. */
const placedAnswer = z.union([z.strictObject({ order: orderView }), z.strictObject({ error: refusalView })]);
export type PlacedAnswer = z.infer<typeof placedAnswer>;

/** The results, in the order in which the orders were given. */
export const placeManyAnswer = z.object({ answers: z.array(placedAnswer) });

/** The number of orders in an unchecked body, at least 1, which is the call's cost. */
export function ordersAskedFor(body: unknown): number {
  const orders: unknown = typeof body === 'object' && body !== null && 'orders' in body ? body.orders : undefined;
  return Array.isArray(orders) ? Math.min(Math.max(1, orders.length), MAX_ORDERS) : 1;
}
