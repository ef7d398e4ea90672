import { type EngineClientError, engineClientErrorOf } from './engineClientError.ts';
import type { EngineClient, Order, OrderRequest } from './engineTypes.ts';
import { orderEvents } from './orderEvents.ts';
import { untilAnswered } from './unlessAborted.ts';

/**
 * Places an order and resolves with it once it is final: `confirmed` with its fill, `failed` with its reason, `cancelled` or `expired`. Repeats an unanswered call under
 * the same idempotency key, so the order is placed at most once. Rejects with EngineClientError when the engine refuses the order, or when the
 * time-out or the signal ends the waiting; the error then names the key and, when known, the order, which continues.
 */
export async function placeAndWait(opts: {
  client: EngineClient;
  order: OrderRequest;
  /** Ends the waiting. */
  signal: AbortSignal;
}): Promise<Order> {
  const { client, order, signal } = opts;
  const request = { ...order, idempotencyKey: order.idempotencyKey ?? crypto.randomUUID() };
  let orderId: string | undefined;
  try {
    const placed = await untilAnswered(() => client.orders.place.mutate(request), signal);
    orderId = placed.orderId;
    const id = placed.orderId;
    for await (const _ of orderEvents({ client, orderId: id, signal }));
    return (await untilAnswered(() => client.orders.get.query({ orderId: id }), signal)).order;
  } catch (thrown) {
    const error: EngineClientError = engineClientErrorOf(thrown);
    error.idempotencyKey = request.idempotencyKey;
    error.orderId = orderId;
    throw error;
  }
}
