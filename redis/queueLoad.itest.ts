import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { createLogger } from '../runtime/logger.ts';
import { createRedisHealth } from './health.ts';
import { createDispatcher } from './orderQueue.ts';
import { createQueueLoadReader } from './queueLoad.ts';
import { announceWorker } from './workerPresence.ts';

const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });

/** A process that announces itself and does nothing else. */
const WORKER = `import { announceWorker } from './redis/workerPresence.ts';
import { createLogger } from './runtime/logger.ts';
const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });
announceWorker({ url: process.env.URL, prefix: process.env.PREFIX, owner: 'killed', logger, beatMs: 100 });`;

it('counts what waits and who is alive: a worker that leaves at once, one that is killed soon after', async () => {
  const prefix = `test-${randomBytes(4).toString('hex')}`;
  const health = createRedisHealth({ url, prefix, logger });
  const reader = createQueueLoadReader({ url, prefix, logger, health, workerGoneAfterMs: 500 });
  const dispatcher = createDispatcher({ url, prefix, logger, health });
  const stayed = announceWorker({ url, prefix, owner: 'stayed', logger, beatMs: 100 });
  const left = announceWorker({ url, prefix, owner: 'left', logger, beatMs: 100 });
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', WORKER], {
    env: { ...process.env, URL: url, PREFIX: prefix },
    stdio: 'ignore',
  });
  const workers = async () => (await reader.read()).workers;
  try {
    await expect.poll(workers, { timeout: 15_000 }).toBe(3);
    await left.close();
    expect(await workers()).toBe(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(workers, { timeout: 5_000 }).toBe(1);

    dispatcher.dispatch({ orderId: 'a', epoch: 1, delayMs: 0 });
    dispatcher.dispatch({ orderId: 'b', epoch: 1, delayMs: 60_000 });
    await expect
      .poll(async () => (await reader.read()).queue, { timeout: 5_000 })
      .toEqual({ waiting: 1, active: 0, delayed: 1 });
  } finally {
    child.kill('SIGKILL');
    await Promise.all([stayed.close(), dispatcher.close()]);
    await Promise.all([reader.close(), health.close()]);
  }
  expect(await reader.read(), 'nothing is known without Redis').toEqual({ queue: null, workers: null });
});
