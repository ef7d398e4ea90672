import { randomBytes, randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { createLogger } from '../runtime/logger.ts';
import { createRedisHealth } from './health.ts';
import { createDispatcher, createOrderWorker, type OrderHint } from './orderQueue.ts';
import { QUEUE } from './queueName.ts';

const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });

/** A queue of its own, and workers that note what they begin and wait for `open`. */
async function queueOfItsOwn() {
  const prefix = `test-${randomBytes(4).toString('hex')}`;
  const redis = new Redis(url);
  const health = createRedisHealth({ url, prefix, logger });
  const dispatcher = createDispatcher({ url, prefix, logger, health });
  const queue = new Queue(QUEUE, { connection: redis, prefix });
  const closing: (() => Promise<unknown>)[] = [];
  await expect.poll(health.check, { timeout: 15_000 }).toBeUndefined();
  // Its connection is ready by itself.
  await expect
    .poll(
      async () => {
        dispatcher.dispatch({ orderId: randomUUID(), epoch: 0, delayMs: 0 });
        return (await queue.getJobCounts('wait')).wait;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  await queue.drain();
  return {
    ...{ queue, dispatcher },
    startWorker() {
      const begun: OrderHint[] = [];
      let opened = false;
      const waiting: (() => void)[] = [];
      const worker = createOrderWorker({
        ...{ url, prefix, logger },
        begin(hint) {
          begun.push(hint);
          return opened ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
        },
      });
      const open = () => {
        opened = true;
        for (const begin of waiting) begin();
      };
      closing.push(() => {
        open();
        return worker.close(5_000);
      });
      return { begun, open };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(closing.map((close) => close()));
      await Promise.all([dispatcher.close(), health.close()]);
      await queue.obliterate({ force: true });
      await queue.close();
      redis.disconnect();
    },
  };
}

const hints = (count: number): OrderHint[] =>
  Array.from({ length: count }, () => ({ orderId: randomUUID(), epoch: 0 }));

it('puts hints of one moment in jobs of 4, and takes the next job when all of one have begun', async () => {
  await using at = await queueOfItsOwn();
  const given = hints(10);
  for (const hint of given) at.dispatcher.dispatch({ ...hint, delayMs: 0 });
  await expect.poll(() => at.queue.getJobCounts('wait'), { timeout: 15_000 }).toEqual({ wait: 3 });
  const [first, second] = [at.startWorker(), at.startWorker()];
  await expect.poll(() => [first.begun.length, second.begun.length], { timeout: 15_000 }).toEqual([4, 4]);
  first.open();
  await expect.poll(() => first.begun.length, { timeout: 15_000 }).toBe(6);
  expect(second.begun).toHaveLength(4);
  const all = [...first.begun, ...second.begun].map(({ orderId }) => orderId);
  expect(all.sort()).toEqual(given.map(({ orderId }) => orderId).sort());
});

it('gives a hint for later a job of its own, with its epoch', async () => {
  await using at = await queueOfItsOwn();
  const [now, later] = hints(2);
  if (now === undefined || later === undefined) throw new Error('two hints');
  at.dispatcher.dispatch({ ...later, epoch: 2, delayMs: 300 });
  at.dispatcher.dispatch({ ...now, delayMs: 0 });
  const { begun, open } = at.startWorker();
  open();
  await expect.poll(() => begun, { timeout: 15_000 }).toEqual([now, { ...later, epoch: 2 }]);
});

it('begins nothing for jobs that are not ours, and goes on', async () => {
  await using at = await queueOfItsOwn();
  const [good] = hints(1);
  const wrong: unknown[] = [
    null,
    7,
    {},
    { orderId: randomUUID() },
    { hints: 'all' },
    { hints: [null, 1, {}] },
    { hints: [{ orderId: 'x', epoch: 0 }, { orderId: randomUUID(), epoch: '1' }, good] },
  ];
  for (const data of wrong) await at.queue.add('execute', data);
  const { begun, open } = at.startWorker();
  open();
  await expect.poll(() => begun, { timeout: 15_000 }).toEqual([good]);
  await expect.poll(() => at.queue.getJobCounts('wait', 'active'), { timeout: 15_000 }).toEqual({ wait: 0, active: 0 });
});
