import type { OrderExecution } from '../drizzle/orderExecution.ts';
import type { OrderHint } from '../redis/orderQueue.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Slots } from './slots.ts';

/** Time until an order that was swept but not claimed is swept again, milliseconds. */
const SWEEP_AGAIN_MS = 2_000;
/** Milliseconds between two log lines about swept orders. */
const LOG_EVERY_MS = 10_000;
/** The part of the worker's slots that swept orders may use or wait for while jobs use all. */
const RESERVED = 0.2;

/**
 * Executes due orders that no worker holds: orders that were accepted while Redis was down, orders whose jobs Redis lost, hid or refused, orders
 * of dead workers, and orders that have waited too long in the queue. It reads only Postgres and ignores the queue. The lease makes it as safe as
 * a job, and a job that comes later finds nothing to do. Runs in every worker; two sweepers never take the same order at once. Swept orders use
 * the slots that jobs leave free, and a fifth of all slots when jobs use them all.
 */
export function createSweeper(opts: {
  execution: Pick<OrderExecution, 'sweep'>;
  slots: Slots;
  execute(hint: OrderHint): Promise<void>;
  concurrency: number;
  logger: Logger;
  intervalMs: number;
}): { stop(): void } {
  const { execution, slots, execute, logger } = opts;
  const reserved = Math.max(1, Math.floor(opts.concurrency * RESERVED));
  let stopped = false;
  let sweeping = false;
  /** True when the last sweep reached its limit or had no free slot, so more orders may be due. */
  let more = false;
  let inHand = 0;
  let unlogged = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;

  const room = () => Math.max(reserved - inHand, slots.free());

  async function sweep(): Promise<void> {
    if (sweeping || stopped) return;
    sweeping = true;
    try {
      do {
        const limit = room();
        more = limit <= 0;
        if (more) break;
        const due = await execution.sweep({ limit, againMs: SWEEP_AGAIN_MS });
        for (const hint of due) take(hint);
        more = due.length >= limit;
      } while (more && !stopped);
    } catch (error) {
      more = false;
      logger.warn({ err: error }, 'the sweep did not reach postgres');
    } finally {
      sweeping = false;
    }
  }

  function take(hint: OrderHint): void {
    inHand += 1;
    unlogged += 1;
    slots
      .run(() => execute(hint))
      .catch((error: unknown) => logger.error({ err: error, orderId: hint.orderId }, 'an execution broke off'))
      .finally(() => {
        inHand -= 1;
        if (more) void sweep();
      });
  }

  function tick(): void {
    if (unlogged > 0 && performance.now() - loggedAt >= LOG_EVERY_MS) {
      logger.info({ orders: unlogged }, 'executed orders that no job had brought');
      unlogged = 0;
      loggedAt = performance.now();
    }
    void sweep();
  }

  const timer = setInterval(tick, opts.intervalMs);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
