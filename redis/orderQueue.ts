import { Queue, Worker } from 'bullmq';
import { createBatcher } from '../runtime/batcher.ts';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, connectForStreams, disconnect } from './connection.ts';

/** The queue's name under its prefix. */
export const QUEUE = 'orders';

/** A hint that an order is to be looked at. The epoch makes hints of different claims distinct, and the same hint twice one job. */
type DispatchHint = { readonly orderId: string; readonly epoch: number; readonly delayMs: number };

export type Dispatcher = {
  /**
   * Hands orders to the workers, on a best effort: it never throws and nobody waits for it. What is lost with Redis is dispatched
   * again by the sweeper, since Postgres and not the queue knows what is open.
   */
  dispatch(hint: DispatchHint): void;
  /** True while Redis answers: connected, and the last command was not left without an answer. */
  isReady(): boolean;
  close(): Promise<void>;
};

type JobData = { readonly orderId: string };

/** The sending side of the queue. Starts and works on without Redis. */
export function createDispatcher(opts: { url: string; prefix: string; logger: Logger }): Dispatcher {
  const { url, prefix, logger } = opts;
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

  let answering = true;
  let probe: NodeJS.Timeout | undefined;

  /** After a command without an answer: asks every half second until there is one. */
  function silent(): void {
    answering = false;
    probe ??= setInterval(() => {
      redis.ping().then(
        () => {
          answering = true;
          clearInterval(probe);
          probe = undefined;
        },
        () => {},
      );
    }, 500);
  }

  return {
    dispatch(hint) {
      if (redis.status !== 'ready' || !answering) return;
      batcher.add(hint).catch((error: unknown) => {
        silent();
        logger.debug({ err: error, orderId: hint.orderId }, 'not dispatched; the sweeper will');
      });
    },
    isReady: () => redis.status === 'ready' && answering,
    async close() {
      clearInterval(probe);
      if (redis.status === 'ready' && answering) await batcher.idle();
      await queue.close().catch(() => {});
      await disconnect(redis);
    },
  };
}

export type OrderWorker = {
  /** Takes no more jobs and waits for those that run, at most `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
};

/**
 * The receiving side: calls `execute` for each hint, at most `concurrency` at a time. A job is only a hint: whether there is anything
 * to do is decided by the lease in Postgres, so a job that comes twice, late or after its order's end does nothing.
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
      try {
        await execute(job.data.orderId);
      } catch (error) {
        logger.error(
          { err: error, orderId: job.data.orderId },
          'an execution broke off; the lease will run out and the sweeper goes on',
        );
      }
    },
    {
      connection: redis,
      prefix,
      concurrency,
      // A job of a dead worker runs again after about this long; its lease in Postgres ends about then too.
      lockDuration: 5_000,
      stalledInterval: 2_000,
      // A stall is no attempt: attempts are counted in Postgres.
      maxStalledCount: 1_000_000,
      drainDelay: 2,
      skipVersionCheck: true,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on('error', (error) => logger.debug({ err: error }, 'queue worker'));

  return {
    async close(deadlineMs) {
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs);
      });
      await Promise.race([worker.close().catch(() => {}), deadline]);
      clearTimeout(timer);
      redis.disconnect();
    },
  };
}
