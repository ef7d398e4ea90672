import { expect, it } from 'vitest';
import { eventually, testServer } from '../server/testing/testServer.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { openLine } from './testing/line.ts';

/* The same subscription again and again, on one socket and on several. */

const subscribe = (id: number, path: string, input?: object) => ({
  id,
  method: 'subscription',
  params: { path, ...(input === undefined ? {} : { input }) },
});
const stop = (id: number) => ({ id, method: 'subscription.stop' });

it('a socket may have one subscription to each stream of the market, and a few to each stream of a trader', async () => {
  await using stack = await testServer();
  const guest = await stack.guest();
  const { orderId } = await guest.client.orders.place.mutate(orderRequest());
  for (const [path, input, most] of [
    ['market.onPools', undefined, 1],
    ['market.onIndex', undefined, 1],
    ['orders.onUpdate', undefined, 4],
    ['orders.onStatus', { orderId }, 4],
    ['orders.onStatus', { orderId: orderId.toUpperCase() }, 4],
  ] as const) {
    const line = openLine(stack.url, { headers: { cookie: guest.cookie } });
    await line.opened;
    for (let id = 1; id <= 100; id += 1) line.send(subscribe(id, path, input));
    const refused = () => line.heard.filter(({ error }) => error !== undefined);
    await eventually(() => refused().length === 100 - most);
    for (const { error } of refused()) expect(error?.data.code).toBe('TOO_MANY_REQUESTS');
    // The existing subscriptions continue, with one item per slot each.
    if (path.startsWith('market')) {
      await eventually(() => line.heard.some(({ result }) => result?.type === 'data'));
      const before = line.heard.length;
      stack.market.advance();
      await eventually(() => line.heard.length > before);
      expect(line.heard.length).toBe(before + 1);
    }
    line.ws.terminate();
  }
});

it('a stopped subscription makes room for the next one in the same message', async () => {
  await using stack = await testServer();
  const guest = await stack.guest();
  const line = openLine(stack.url, { headers: { cookie: guest.cookie } });
  await line.opened;
  line.send(subscribe(1, 'market.onPools'));
  await eventually(() => line.heard.some(({ id, result }) => id === 1 && result?.type === 'data'));
  for (let id = 2; id < 20; id += 1) {
    line.send([stop(id - 1), subscribe(id, 'market.onPools')]);
    await eventually(() => line.heard.some((heard) => heard.id === id && heard.result?.type === 'data'));
  }
  expect(line.heard.filter(({ error }) => error !== undefined)).toEqual([]);
  line.ws.terminate();
});
