import { Queue } from 'bullmq';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, disconnect } from './connection.ts';
import type { RedisHealth } from './health.ts';
import { QUEUE } from './queueName.ts';
import { countWorkers, GONE_AFTER_MS } from './workerPresence.ts';

/** Hints in the queue by what becomes of them next. How many orders are open is another matter: that stands in Postgres. */
type QueueCounts = { readonly waiting: number; readonly active: number; readonly delayed: number };

/** What the queue carries and how many workers there are to carry it; null is what Redis can't tell. */
export type QueueLoad = { readonly queue: QueueCounts | null; readonly workers: number | null };

export type QueueLoadReader = {
  /** Never throws. */
  read(): Promise<QueueLoad>;
  close(): Promise<void>;
};

/** Looks at the queue from outside, on a connection of its own. */
export function createQueueLoadReader(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  health: Pick<RedisHealth, 'check' | 'soundForMs'>;
  /** Milliseconds without a sign of life after which a worker is not counted any more. */
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

  /** Nobody counted means that nobody lives only when Redis took and kept every sign of life for long enough. */
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
