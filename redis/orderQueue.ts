import { Queue, Worker } from 'bullmq';
import { createBatcher } from '../runtime/batcher.ts';
import type { Logger } from '../runtime/logger.ts';
import { within } from '../runtime/within.ts';
import { connectForHints, connectForStreams, disconnect } from './connection.ts';
import type { RedisHealth } from './health.ts';
import { QUEUE } from './queueName.ts';

/** A hint to look at an order. The epoch distinguishes hints of different claims; a repeated hint makes one job. */
type DispatchHint = { readonly orderId: string; readonly epoch: number; readonly delayMs: number };

export type Dispatcher = {
  /**
   * Hands orders to the workers on a best effort: it never throws and no caller waits for it. The sweeper executes orders whose hints Redis lost,
   * since Postgres, not the queue, knows the open orders.
   */
  dispatch(hint: DispatchHint): void;
  close(): Promise<void>;
};

type JobData = { readonly orderId: string };

/** The form of an order's id; a job with any other id is not ours. */
const ORDER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Milliseconds for which a worker takes no jobs after Redis refused a command; BullMQ would retry at once, endlessly. */
const REST_MS = 1_000;

/** The sending side of the queue. Starts and keeps working without Redis; sends nothing while `health` reports a problem. */
export function createDispatcher(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  health: Pick<RedisHealth, 'problem' | 'check'>;
}): Dispatcher {
  const { url, prefix, logger, health } = opts;
  const redis = connectForHints({ url, name: 'dispatch', logger });
  const queue = new Queue<JobData>(QUEUE, {
    connection: redis,
    prefix,
    skipVersionCheck: true,
    skipMetasUpdate: true,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
  });
  queue.on('error', () => {});

  const batcher = createBatcher<DispatchHint, undefined>({
    maxBatch: 500,
    isOutage: () => true,
    run: async (hints) => {
      await queue.addBulk(
        hints.map(({ orderId, epoch, delayMs }) => ({
          name: 'execute',
          data: { orderId },
          opts: { jobId: `${orderId}-${epoch}`, ...(delayMs > 0 ? { delay: delayMs } : {}) },
        })),
      );
      return hints.map(() => undefined);
    },
  });

  const works = () => redis.status === 'ready' && health.problem() === undefined;
  return {
    dispatch(hint) {
      if (!works()) return;
      batcher.add(hint).catch((error: unknown) => {
        void health.check();
        logger.debug({ err: error, orderId: hint.orderId }, 'not dispatched; the sweeper executes it');
      });
    },
    async close() {
      if (works()) await batcher.idle();
      await queue.close().catch(() => {});
      await disconnect(redis);
    },
  };
}

export type OrderWorker = {
  /** Takes no more jobs and waits for running ones, at most `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
};

/**
 * The receiving side: calls `execute` for each hint, at most `concurrency` at a time. A job is only a hint: the lease in Postgres decides whether
 * there is anything to do, so a job that comes twice, late or after its order's end does nothing.
 */
export function createOrderWorker(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  concurrency: number;
  execute(orderId: string): Promise<void>;
}): OrderWorker {
  const { url, prefix, logger, concurrency, execute } = opts;
  const redis = connectForStreams({ url, name: 'worker', logger });
  const worker = new Worker<JobData>(
    QUEUE,
    async (job) => {
      const orderId: unknown = job.data.orderId;
      if (typeof orderId !== 'string' || !ORDER_ID.test(orderId)) return;
      try {
        await execute(orderId);
      } catch (error) {
        logger.error({ err: error, orderId }, 'an execution broke off; the lease will run out and the sweeper goes on');
      }
    },
    {
      connection: redis,
      prefix,
      concurrency,
      // A job of a dead worker runs again after about this long; its lease in Postgres ends about then too.
      lockDuration: 5_000,
      stalledInterval: 2_000,
      // A stalled job does not count as an attempt: Postgres counts attempts.
      maxStalledCount: 1_000_000,
      drainDelay: 2,
      runRetryDelay: 1_000,
      skipVersionCheck: true,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );

  let resting: NodeJS.Timeout | undefined;
  function rest(): void {
    if (resting !== undefined) return;
    void worker.pause(true).catch(() => {});
    resting = setTimeout(() => {
      resting = undefined;
      void worker.resume();
    }, REST_MS);
  }
  worker.on('error', (error) => {
    logger.debug({ err: error }, 'queue worker');
    if (error.name === 'ReplyError' || error instanceof TypeError) rest();
  });

  return {
    async close(deadlineMs) {
      clearTimeout(resting);
      const closed = worker.close().catch(() => {});
      await within(deadlineMs, closed, () => {});
      redis.disconnect();
    },
  };
}
