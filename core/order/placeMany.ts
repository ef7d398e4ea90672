import { z } from 'zod';
import { refusalView } from '../errors/refusal.ts';
import { orderView } from './orderView.ts';
import type { PlaceOrderRequest } from './placeOrder.ts';

/** Orders that one call may place. */
export const MAX_ORDERS = 50;

const COUNT = { error: `must hold 1 to ${MAX_ORDERS} orders` };

/** The body of `orders.placeMany`. Each order is checked by itself (`placeOrderInput`), so that a bad one refuses itself alone. */
export const placeManyInput = z.strictObject({
  orders: z
    .array(z.custom<PlaceOrderRequest>(), { error: `must be a list of 1 to ${MAX_ORDERS} orders` })
    .min(1, COUNT)
    .max(MAX_ORDERS, COUNT),
});

/** What became of one order of a call: the order as it was accepted, or why it was not. */
const placedAnswer = z.union([z.strictObject({ order: orderView }), z.strictObject({ error: refusalView })]);
export type PlacedAnswer = z.infer<typeof placedAnswer>;

/** What became of each order, in the order in which they were given. */
export const placeManyAnswer = z.object({ answers: z.array(placedAnswer) });

/** The number of orders in an unchecked body, at least 1, which is the call's cost. */
export function ordersAskedFor(body: unknown): number {
  const orders: unknown = typeof body === 'object' && body !== null && 'orders' in body ? body.orders : undefined;
  return Array.isArray(orders) ? Math.min(Math.max(1, orders.length), MAX_ORDERS) : 1;
}
