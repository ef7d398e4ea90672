import type { OrderExecution } from '../drizzle/orderExecution.ts';
import type { Dispatcher } from '../redis/orderQueue.ts';
import type { Logger } from '../runtime/logger.ts';

/** Orders that one sweep takes at most. */
const SWEEP_LIMIT = 500;
/** A swept order that nobody claimed is swept again after this, milliseconds. */
const SWEEP_AGAIN_MS = 8_000;

/**
 * Dispatches due orders that nobody holds: what was accepted while Redis was away, what a flush of Redis forgot, and what a dead worker
 * left. Runs in every worker; two sweepers never take the same order at once.
 */
export function createSweeper(opts: {
  execution: OrderExecution;
  dispatcher: Dispatcher;
  logger: Logger;
  intervalMs: number;
}): { stop(): void } {
  const { execution, dispatcher, logger, intervalMs } = opts;
  let sweeping = false;

  async function sweep(): Promise<void> {
    // Without Redis a dispatch would be lost: the orders stay due until it is back.
    if (sweeping || !dispatcher.isReady()) return;
    sweeping = true;
    try {
      const due = await execution.sweep({ limit: SWEEP_LIMIT, againMs: SWEEP_AGAIN_MS });
      for (const { orderId, epoch } of due) dispatcher.dispatch({ orderId, epoch, delayMs: 0 });
      if (due.length > 0) logger.info({ orders: due.length }, 'dispatched orders that were left lying');
    } catch (error) {
      logger.warn({ err: error }, 'the sweep did not reach postgres');
    } finally {
      sweeping = false;
    }
  }

  const timer = setInterval(() => void sweep(), intervalMs);
  return { stop: () => clearInterval(timer) };
}
