import type { OrderExecution } from '../drizzle/orderExecution.ts';
import type { Dispatcher } from '../redis/orderQueue.ts';
import type { Logger } from '../runtime/logger.ts';

/** Orders that one sweep takes at most. */
const SWEEP_LIMIT = 500;
/** A swept order that nobody claimed is swept again after this, milliseconds. */
const SWEEP_AGAIN_MS = 8_000;

/** Where orders are executed: here directly, while there is no queue. */
export type DirectExecution = {
  readonly concurrency: number;
  running(): number;
  execute(orderId: string): Promise<void>;
};

/**
 * Dispatches due orders that nobody holds: what was accepted while Redis was away, what a flush of Redis forgot, and what a dead worker
 * left. Runs in every worker; two sweepers never take the same order at once. While Redis does not answer it executes them itself, as many
 * as the worker may run: the lease makes that as safe as a job.
 */
export function createSweeper(opts: {
  execution: OrderExecution;
  dispatcher: Dispatcher;
  direct: DirectExecution;
  logger: Logger;
  intervalMs: number;
}): { stop(): void } {
  const { execution, dispatcher, direct, logger, intervalMs } = opts;
  let sweeping = false;

  async function sweep(): Promise<void> {
    const queued = dispatcher.isReady();
    const limit = queued ? SWEEP_LIMIT : direct.concurrency - direct.running();
    if (sweeping || limit <= 0) return;
    sweeping = true;
    try {
      const due = await execution.sweep({ limit, againMs: SWEEP_AGAIN_MS });
      for (const { orderId, epoch } of due) {
        if (queued) dispatcher.dispatch({ orderId, epoch, delayMs: 0 });
        else
          direct
            .execute(orderId)
            .catch((error: unknown) => logger.error({ err: error, orderId }, 'an execution broke off'));
      }
      if (due.length > 0) logger.info({ orders: due.length, queued }, 'took up orders that were left lying');
    } catch (error) {
      logger.warn({ err: error }, 'the sweep did not reach postgres');
    } finally {
      sweeping = false;
    }
  }

  const timer = setInterval(() => void sweep(), intervalMs);
  return { stop: () => clearInterval(timer) };
}
