import { z } from 'zod';
import { ORDER_KINDS, orderKind, requestsOf } from './kinds/orderKinds.ts';

const NAMES = ORDER_KINDS.map(({ name }) => `'${name}'`).join(' or ');

/** The body of `orders.place`: what a request of each kind says. One that names no kind is a market order. */
export const placeOrderInput = z
  .discriminatedUnion('type', requestsOf(ORDER_KINDS), { error: `must be ${NAMES}` })
  .refine((order) => order.tokenIn !== order.tokenOut, {
    path: ['tokenOut'],
    error: 'must differ from tokenIn',
    params: { errorCode: 'SAME_TOKEN' },
  });

/** What a client sends. */
export type PlaceOrderRequest = z.input<typeof placeOrderInput>;
/** What the engine works with. */
export type PlaceOrder = z.output<typeof placeOrderInput>;

/** The same without its key: the order that a click sends. */
export type KeylessRequest = WithoutKey<PlaceOrderRequest>;
type WithoutKey<Request> = Request extends PlaceOrderRequest ? Omit<Request, 'idempotencyKey'> : never;

/**
 * What was asked, in one canonical text, over the fields that the client sent: equal texts are the same request under one idempotency key. A
 * kind's own fields stand in the order in which it lists them.
 */
export function requestFingerprint(order: PlaceOrder): string {
  const sent: Readonly<Record<string, unknown>> = order;
  const own = Object.keys(orderKind(order.type).fields).map((field) => sent[field] ?? null);
  const asked = [order.type, order.tokenIn, order.tokenOut, order.amountIn, ...own, order.validForSeconds ?? null];
  return JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
