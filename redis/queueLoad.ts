import { Queue } from 'bullmq';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, disconnect } from './connection.ts';
import type { RedisHealth } from './health.ts';
import { QUEUE } from './queueName.ts';
import { countWorkers, GONE_AFTER_MS } from './workerPresence.ts';

/** Jobs in the queue by their next step, each with one or more hints. The number of open orders is in Postgres, not here. */
type QueueCounts = { readonly waiting: number; readonly active: number; readonly delayed: number };

/** The number of jobs in the queue and of workers; null for a number that Redis can't give. */
export type QueueLoad = { readonly queue: QueueCounts | null; readonly workers: number | null };

export type QueueLoadReader = {
  /** Never throws. */
  read(): Promise<QueueLoad>;
  close(): Promise<void>;
};

/** Reads the queue's state on a separate connection. */
export function createQueueLoadReader(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  health: Pick<RedisHealth, 'check' | 'soundForMs'>;
  /** Milliseconds without a heartbeat after which a worker is no longer counted. */
  workerGoneAfterMs?: number;
}): QueueLoadReader {
  const { prefix, health, workerGoneAfterMs: goneAfterMs = GONE_AFTER_MS } = opts;
  const redis = connectForHints({ url: opts.url, name: 'load', logger: opts.logger });
  const queue = new Queue(QUEUE, { connection: redis, prefix, skipVersionCheck: true, skipMetasUpdate: true });
  queue.on('error', () => {});

  async function queueCounts(): Promise<QueueCounts> {
    const { wait = 0, active = 0, delayed = 0 } = await queue.getJobCounts('wait', 'active', 'delayed');
    return { waiting: wait, active, delayed };
  }

  /** A count of 0 means that no worker runs only if Redis has accepted and kept every heartbeat for long enough. */
  async function livingWorkers(): Promise<number | null> {
    const count = await countWorkers({ redis, prefix, goneAfterMs });
    return count > 0 || health.soundForMs() >= goneAfterMs ? count : null;
  }

  return {
    async read() {
      await health.check();
      if (redis.status !== 'ready') return { queue: null, workers: null };
      const [counts, workers] = await Promise.all([queueCounts().catch(() => null), livingWorkers().catch(() => null)]);
      return { queue: counts, workers };
    },
    async close() {
      await queue.close().catch(() => {});
      await disconnect(redis);
    },
  };
}
