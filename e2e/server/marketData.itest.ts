import { expect, it } from 'vitest';
import { NOBODY_LISTENS, testServer } from './testing/testServer.ts';

it('shows the state of the engine, also without Redis, where unknown values are null', async () => {
  await using stack = await testServer({ redisUrl: NOBODY_LISTENS });
  const { client } = stack.clientOf('none=1');
  const status = await client.system.status.query();
  expect(status).toMatchObject({ version: 'test', slot: 100, intakePaused: false, queue: null, workers: null });
  expect(status.slotAgeMs).toBeGreaterThanOrEqual(0);
});

it('streams the index price of every slot to subscribers', async () => {
  await using stack = await testServer();
  const guest = await stack.guest();
  const slots: number[] = [];
  await new Promise<void>((resolve, reject) => {
    const subscription = guest.client.market.onIndex.subscribe(undefined, {
      onData(index) {
        slots.push(index.slot);
        if (slots.length === 3) {
          subscription.unsubscribe();
          resolve();
        } else stack.market.advance();
      },
      onError: reject,
    });
  });
  expect(slots).toEqual([100, 101, 102]);
});

it('dates candles by the wall clock', async () => {
  await using stack = await testServer();
  const { client } = stack.clientOf('none=1');
  const [first] = await client.market.candles.query({ base: 'SOL', quote: 'USDC', interval: '1m', limit: 1 });
  const age = Date.now() / 1000 - (first?.time ?? 0);
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThan(120);
});
