import { Queue, Worker } from 'bullmq';
import { createBatcher } from '../runtime/batcher.ts';
import type { Logger } from '../runtime/logger.ts';
import { within } from '../runtime/within.ts';
import { connectForHints, connectForStreams, disconnect } from './connection.ts';
import type { RedisHealth } from './health.ts';
import { QUEUE } from './queueName.ts';

/** A hint to look at an order, and how often it was claimed when the hint was given. */
export type OrderHint = { readonly orderId: string; readonly epoch: number };

type DispatchHint = OrderHint & { readonly delayMs: number };

export type Dispatcher = {
  /**
   * Hands orders to the workers on a best effort: it never throws and no caller waits for it. The sweeper executes orders whose hints Redis lost,
   * since Postgres, not the queue, knows the open orders.
   */
  dispatch(hint: DispatchHint): void;
  close(): Promise<void>;
};

/** What a job carries: hints that were given at the same moment, at most HINTS_PER_JOB. */
type JobData = { readonly hints: readonly OrderHint[] };

/**
 * A job costs Redis and both sides the same, whatever the number of its hints. The number is small because a worker begins every order of its job: orders
 * beyond its free places wait there, although another worker may have places.
 */
const HINTS_PER_JOB = 4;

/** The form of an order's id; a hint with any other id is not ours. */
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
      await queue.addBulk(jobsOf(hints));
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

/** The jobs for hints: hints without a delay share jobs, the others have one each. */
function jobsOf(hints: readonly DispatchHint[]) {
  const due = hints.filter(({ delayMs }) => delayMs <= 0);
  const jobs: { name: string; data: JobData; opts?: { delay: number } }[] = [];
  for (let i = 0; i < due.length; i += HINTS_PER_JOB)
    jobs.push({ name: 'execute', data: dataOf(due.slice(i, i + HINTS_PER_JOB)) });
  for (const hint of hints)
    if (hint.delayMs > 0) jobs.push({ name: 'execute', data: dataOf([hint]), opts: { delay: hint.delayMs } });
  return jobs;
}

const dataOf = (hints: readonly OrderHint[]): JobData => ({
  hints: hints.map(({ orderId, epoch }) => ({ orderId, epoch })),
});

/** The hints of a job. Malformed ones are ignored, since any program that reaches Redis can write jobs. */
function hintsOf(data: unknown): OrderHint[] {
  const hints: unknown = (data as Partial<JobData> | null | undefined)?.hints;
  if (!Array.isArray(hints)) return [];
  return hints.slice(0, HINTS_PER_JOB).flatMap((hint: Partial<Record<keyof OrderHint, unknown>> | null) => {
    const { orderId, epoch } = hint ?? {};
    return typeof orderId === 'string' && ORDER_ID.test(orderId) && typeof epoch === 'number'
      ? [{ orderId, epoch }]
      : [];
  });
}

export type OrderWorker = {
  /** Takes no more jobs and waits for running ones, at most `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
};

/**
 * The receiving side: calls `begin` for each hint. A job is complete when all of its orders have begun, and the worker takes the next job only then: at most
 * one job waits in this process, and `begin` limits how many orders run. Hints decide nothing: the lease in Postgres decides, so a hint that is repeated,
 * late or for a final order has no effect, and the sweeper finds orders whose worker died.
 */
export function createOrderWorker(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  /** Resolves when the order's execution has begun. Never rejects. */
  begin(hint: OrderHint): Promise<void>;
}): OrderWorker {
  const { url, prefix, logger, begin } = opts;
  const redis = connectForStreams({ url, name: 'worker', logger });
  const worker = new Worker<JobData>(
    QUEUE,
    async (job) => {
      await Promise.all(hintsOf(job.data).map(begin));
    },
    {
      connection: redis,
      prefix,
      concurrency: 1,
      // A job that a dead worker had taken and not begun runs again after about this long.
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
