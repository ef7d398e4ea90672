import { Queue } from 'bullmq';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, disconnect } from './connection.ts';
import { QUEUE } from './orderQueue.ts';
import { countWorkers } from './workerPresence.ts';

/** Hints in the queue by what becomes of them next. How many orders are open is another matter: that stands in Postgres. */
type QueueCounts = { readonly waiting: number; readonly active: number; readonly delayed: number };

/** What the queue carries and how many workers there are to carry it. */
export type QueueLoad = { readonly queue: QueueCounts; readonly workers: number };

export type QueueLoadReader = {
  /** Null while Redis does not answer. */
  read(): Promise<QueueLoad | null>;
  close(): Promise<void>;
};

/** Looks at the queue from outside, on a connection of its own. */
export function createQueueLoadReader(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  /** Milliseconds without a sign of life after which a worker is not counted any more. */
  workerGoneAfterMs?: number;
}): QueueLoadReader {
  const { prefix, workerGoneAfterMs } = opts;
  const redis = connectForHints({ url: opts.url, name: 'load', logger: opts.logger });
  const queue = new Queue(QUEUE, { connection: redis, prefix, skipVersionCheck: true, skipMetasUpdate: true });
  queue.on('error', () => {});
  return {
    async read() {
      if (redis.status !== 'ready') return null;
      try {
        const [counts, workers] = await Promise.all([
          queue.getJobCounts('wait', 'active', 'delayed'),
          countWorkers({
            redis,
            prefix,
            ...(workerGoneAfterMs === undefined ? {} : { goneAfterMs: workerGoneAfterMs }),
          }),
        ]);
        const { wait = 0, active = 0, delayed = 0 } = counts;
        return { queue: { waiting: wait, active, delayed }, workers };
      } catch {
        return null;
      }
    },
    async close() {
      await queue.close().catch(() => {});
      await disconnect(redis);
    },
  };
}
