import { expect, it } from 'vitest';
import { manyOrders } from '../../drizzle/testing/manyOrders.ts';
import { testServer } from './testing/testServer.ts';

const ORDERS = 20_000;
const LISTS = 12;

it('answers another trader’s request for balances while lists of a trader with many orders are queued', async () => {
  await using stack = await testServer();
  const [heavy, other] = [await stack.guest(), await stack.guest()];
  const { traderId } = await heavy.client.account.me.query();
  await heavy.client.account.balances.query();
  await other.client.account.balances.query();
  await manyOrders({ owner: stack.db.owner, traderId, count: ORDERS, allFinal: true });
  await stack.db.owner`analyze engine.orders, engine.fills, engine.order_events`;

  const whole = await heavy.client.orders.list.query({ limit: 1 });
  expect(whole).toMatchObject({ total: 10_000, totalCapped: true });

  let running = LISTS;
  const lists = Array.from({ length: LISTS }, (_, i) =>
    // A separate client for each: calls of one client would share a request and its answer.
    stack
      .clientOf(heavy.cookie)
      .client.orders.list.query({ sort: 'slippage', limit: 100, venue: i % 2 === 0 ? 'raydium' : 'meteora' })
      .then(({ orders }) => orders.length)
      .catch((error: { data?: { code?: string } }) => error.data?.code ?? String(error))
      .finally(() => {
        running -= 1;
      }),
  );
  const took: number[] = [];
  while (running > 0) {
    const start = performance.now();
    const before = running;
    await other.client.account.balances.query();
    took.push(performance.now() - start);
    // The balances do not wait for the lists.
    expect(before - running).toBeLessThan(LISTS / 2);
  }
  const answers = await Promise.all(lists);
  if (process.env.TEST_FIGURES === '1') {
    took.sort((a, b) => a - b);
    console.log(`balances ${took.length} times: p50 ${took[took.length >> 1]} ms, worst ${took.at(-1)} ms`);
  }
  expect(took.length).toBeGreaterThan(LISTS / 2);
  // Lists beyond the limit were refused with a retryable error; the others were answered.
  expect(answers.filter((answer) => answer === 100).length).toBeGreaterThan(0);
  expect(
    answers.filter((answer) => answer !== 100 && answer !== 'TOO_MANY_REQUESTS' && answer !== 'UNAVAILABLE'),
  ).toEqual([]);
}, 300_000);
