import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../server/testing/testServer.ts';
import { ask } from './testing/ask.ts';
import { orders, place } from './testing/requests.ts';

/* A request that is sent many times at once takes effect once. */

let url: string;
let stack: TestServer;
beforeAll(async () => {
  stack = await testServer();
  url = stack.url;
});
afterAll(() => stack[Symbol.asyncDispose]());

it('fifty clicks at once are one order', async () => {
  const { cookie } = await stack.guest();
  const body = place();
  const told = await Promise.all(Array.from({ length: 50 }, () => ask(url, orders({ cookie }, body))));
  expect(told.every(({ status }) => status === 200)).toBe(true);
  expect(Number((await stack.db.owner`select count(*) from engine.orders`)[0]?.count)).toBe(1);
});

it('of fifty concurrent orders for the whole balance one is accepted', async () => {
  const { cookie } = await stack.guest();
  const told = await Promise.all(
    Array.from({ length: 50 }, () =>
      ask(url, orders({ cookie }, place({ amountIn: '100000000000', slippageBps: 5000 }))),
    ),
  );
  const codes = told.map(({ status, code }) => (status === 200 ? 'accepted' : code));
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
  expect(codes.filter((code) => code === 'INSUFFICIENT_BALANCE')).toHaveLength(49);
  expect(await stack.db.audit()).toEqual([]);
});
