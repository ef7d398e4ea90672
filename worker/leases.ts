import type { OrderExecution } from '../drizzle/orderExecution.ts';
import type { Logger } from '../runtime/logger.ts';

export type Lease = {
  readonly orderId: string;
  readonly epoch: number;
  /** Aborted when the lease is lost: another worker may hold the order, and the database would refuse every write of this one. */
  readonly lost: AbortSignal;
};

export type Leases = {
  /** Keeps the lease of a claimed order alive until drop(). */
  hold(opts: { orderId: string; epoch: number }): Lease;
  drop(lease: Lease): void;
  stop(): void;
};

/** Extends all held leases with one statement, three times within a lease. */
export function createLeases(opts: { execution: OrderExecution; leaseMs: number; logger: Logger }): Leases {
  const { execution, leaseMs, logger } = opts;
  const held = new Map<Lease, AbortController>();
  let beating = false;

  async function beat(): Promise<void> {
    if (held.size === 0 || beating) return;
    beating = true;
    const asked = [...held];
    try {
      const lost = await execution.extendLeases(asked.map(([lease]) => lease));
      for (const [lease, controller] of asked) {
        if (!held.has(lease) || !lost.some(({ orderId, epoch }) => orderId === lease.orderId && epoch === lease.epoch))
          continue;
        logger.warn(
          { orderId: lease.orderId, epoch: lease.epoch },
          'lost the lease of an order; another worker goes on',
        );
        controller.abort();
      }
    } catch (error) {
      logger.warn({ err: error, orders: asked.length }, 'could not prolong the leases');
    } finally {
      beating = false;
    }
  }

  const timer = setInterval(() => void beat(), leaseMs / 3);
  timer.unref();

  return {
    hold({ orderId, epoch }) {
      const controller = new AbortController();
      const lease: Lease = { orderId, epoch, lost: controller.signal };
      held.set(lease, controller);
      return lease;
    },
    drop: (lease) => void held.delete(lease),
    stop: () => clearInterval(timer),
  };
}
