import { expect, it } from 'vitest';
import { EngineClientError, type OrderEvent } from '../../client/index.ts';
import { confirmOrder } from '../server/testing/orderSteps.ts';
import { eventually, testServer } from '../server/testing/testServer.ts';
import { orderRequest } from '../testing/orderRequest.ts';

/** The error of a promise; anything but an EngineClientError fails the test. */
async function refusalOf(promise: Promise<unknown>): Promise<EngineClientError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof EngineClientError) return error;
  throw new Error(`expected an EngineClientError, not ${String(error)}`);
}

it('follows an order through a restart of the server, and ends waiting by signal, time-out or close with the known state', async () => {
  await using stack = await testServer();
  const trader = await stack.guest();
  const request = orderRequest();
  const { orderId } = await trader.client.orders.place.mutate(request);
  // The same request again returns the same order in its present state.
  const impatient = await refusalOf(trader.placeAndWait(request, { timeoutMs: 500 }));
  expect(impatient).toMatchObject({ code: 'TIMED_OUT', retryable: true, idempotencyKey: request.idempotencyKey });

  const waiting = trader.placeAndWait(request);
  const seen: OrderEvent[] = [];
  const following = (async () => {
    for await (const event of trader.orderEvents(orderId)) seen.push(event);
  })();
  const abort = new AbortController();
  const aborted = refusalOf(trader.orderEvents(orderId, { after: 1, signal: abort.signal }).next());
  await eventually(() => seen.length === 1);
  abort.abort();
  expect((await aborted).code).toBe('ABORTED');

  let steps = 0;
  await confirmOrder({
    execution: stack.execution,
    orderId,
    between: async () => {
      steps += 1;
      if (steps === 3) await stack.restart();
    },
  });
  expect(await waiting).toMatchObject({ orderId, status: 'confirmed' });
  await following;
  expect(seen.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);

  const over = trader.orderEvents(orderId, { after: 5 });
  expect(await over.next()).toEqual({ done: true, value: undefined });
  expect((await refusalOf(trader.orderEvents('not-an-order').next())).code).toBe('ORDER_NOT_FOUND');
  const left = refusalOf(trader.placeAndWait(orderRequest()));
  await eventually(() => stack.server.engine.feed.size() > 0);
  await trader.close();
  expect((await left).code).toBe('CLOSED');
});
