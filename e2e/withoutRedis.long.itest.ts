import { expect, it } from 'vitest';
import { statusesOf, testEngine } from './testing/testEngine.ts';

it('executes without Redis too: an order needs only Postgres and the chain', async () => {
  await using engine = await testEngine({ ownRedis: true });
  const { redis } = engine.stack.processes;
  if (redis === undefined) throw new Error('there is no Redis to stop');
  const trader = await engine.newTrader();
  await redis.stop();
  const placed = await Promise.all([1, 2, 3].map(() => trader.place()));
  for (const { orderId } of placed) {
    expect(statusesOf(await trader.events(orderId))).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
  }
  await redis.start();
  const { orderId } = await trader.place();
  expect(statusesOf(await trader.events(orderId)).at(-1)).toBe('confirmed');
  expect(await engine.audit()).toEqual([]);
});
