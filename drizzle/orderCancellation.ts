import type { OrderStatus } from '../core/order/lifecycle.ts';
import type { Database } from './database.ts';

/** What became of a request to cancel an order (engine.cancel_orders). `epoch` is that of the order's last claim. */
export type Cancellation = {
  readonly orderId: string;
  readonly verdict: 'cancelled' | 'too_late' | 'already_final' | 'unsure' | 'unknown';
  readonly epoch: number;
};

export type OrderCancellation = {
  /**
   * Cancels orders of a trader, all open ones when none are named. `unsure`: the chain has to be asked first; the worker that holds the order does
   * so and ends it. Throws EngineError UNAVAILABLE when Postgres can't be reached: whether anything was cancelled is then not known.
   */
  cancel(opts: { traderId: string; orderIds?: readonly string[] }): Promise<Cancellation[]>;
};

type Row = { order_id: string; verdict: Cancellation['verdict']; status: OrderStatus | null; epoch: string | null };

export function createOrderCancellation(opts: { database: Database }): OrderCancellation {
  const { sql, write } = opts.database;
  return {
    async cancel({ traderId, orderIds }) {
      const named = orderIds === undefined ? null : [...orderIds];
      const rows = await write(
        () =>
          sql<Row[]>`select order_id, verdict, status, epoch from engine.cancel_orders(${traderId}, ${named}::uuid[])`,
      );
      return rows.map((row) => ({ orderId: row.order_id, verdict: row.verdict, epoch: Number(row.epoch ?? 0) }));
    },
  };
}
