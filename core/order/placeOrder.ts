import { z } from 'zod';
import { ORDER_KINDS, orderKind, requestsOf } from './kinds/orderKinds.ts';

const NAMES = ORDER_KINDS.map(({ name }) => `'${name}'`).join(' or ');

/** The body of `orders.place`, for every order kind. A request without a kind is a market order. */
export const placeOrderInput = z
  .discriminatedUnion('type', requestsOf(ORDER_KINDS), { error: `must be ${NAMES}` })
  .refine((order) => order.tokenIn !== order.tokenOut, {
    path: ['tokenOut'],
    error: 'must differ from tokenIn',
    params: { errorCode: 'SAME_TOKEN' },
  });

/** A request as a client sends it. */
export type PlaceOrderRequest = z.input<typeof placeOrderInput>;
/** A request after parsing, as the engine uses it. */
export type PlaceOrder = z.output<typeof placeOrderInput>;

/** A request without its idempotency key: the order that a click sends. */
export type KeylessRequest = WithoutKey<PlaceOrderRequest>;
type WithoutKey<Request> = Request extends PlaceOrderRequest ? Omit<Request, 'idempotencyKey'> : never;

/**
 * A canonical text of the fields that the client sent. Under one idempotency key, equal texts are the same request. A kind's own fields come in
 * the order in which the kind lists them.
 */
export function requestFingerprint(order: PlaceOrder): string {
  const sent: Readonly<Record<string, unknown>> = order;
  const own = Object.keys(orderKind(order.type).fields).map((field) => sent[field] ?? null);
  const asked = [order.type, order.tokenIn, order.tokenOut, order.amountIn, ...own, order.validForSeconds ?? null];
  return JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
