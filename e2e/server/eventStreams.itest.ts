import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { eventually, type TestServer, testServer } from './testing/testServer.ts';

const WAIT_MS = 30_000;

/** `live.onAll` as read by the desk where WebSockets are blocked. */
async function openStream(stack: TestServer, headers: Record<string, string>) {
  const call = get(`${stack.url}/api/trpc/live.onAll`, {
    headers: { ...headers, accept: 'text/event-stream' },
    agent: false,
  });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  let over = false;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('error', () => {});
  response.once('close', () => {
    over = true;
  });
  return {
    status: response.statusCode,
    holds: (words: string) => eventually(() => text.includes(words), WAIT_MS),
    isOver: () => over,
    ended: () => eventually(() => over, WAIT_MS),
    leave: () => call.destroy(),
  };
}

const signOut = (stack: TestServer, cookie: string) =>
  fetch(`${stack.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  });

describe('subscriptions as an event stream', { timeout: 240_000 }, () => {
  it.each([
    ['the trader logs out', (stack, { cookie }) => signOut(stack, cookie)],
    [
      'another server ends the session',
      (stack, { traderId }) => stack.db.owner`delete from auth.session where user_id = ${traderId}`,
    ],
  ] satisfies [string, (stack: TestServer, of: { cookie: string; traderId: string }) => Promise<unknown>][])(
    'end when %s, and no other trader’s does',
    async (_how, end) => {
      await using stack = await testServer();
      const [leaving, staying] = [await stack.guest(), await stack.guest()];
      const { traderId } = await leaving.client.account.me.query();
      const ends = await openStream(stack, { cookie: leaving.cookie });
      const stays = await openStream(stack, { cookie: staying.cookie });
      expect([ends.status, stays.status]).toEqual([200, 200]);
      // Both streams work: each gets the final event of an order.
      for (const [guest, stream] of [
        [leaving, ends],
        [staying, stays],
      ] as const) {
        const { orderId } = await guest.client.orders.place.mutate(orderRequest());
        await confirmOrder({ execution: stack.execution, orderId });
        await stream.holds(orderId);
      }
      await end(stack, { cookie: leaving.cookie, traderId });
      await ends.ended();
      const { orderId } = await staying.client.orders.place.mutate(orderRequest());
      await stays.holds(orderId);
      expect(stays.isOver()).toBe(false);
      stays.leave();
    },
  );

  it('use one of the trader’s places for sockets, and free it', async () => {
    await using stack = await testServer({ env: { LIMIT_SOCKETS_PER_TRADER: '2' } });
    const { cookie } = await stack.guest();
    const open = () => openStream(stack, { cookie });
    const streams = [await open(), await open(), await open()];
    const left = () => streams.filter((stream) => !stream.isOver());
    await eventually(() => left().length === 2, WAIT_MS);
    left()[0]?.leave();
    await left()[0]?.ended();
    const next = await open();
    streams.push(next);
    const { orderId } = await stack.clientOf(cookie).client.orders.place.mutate(orderRequest());
    await next.holds(orderId);
    expect(left()).toHaveLength(2);
    for (const stream of left()) stream.leave();
  });
});
