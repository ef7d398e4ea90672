import { type Database, reachable } from './database.ts';

/** What became of a request to cancel an order (engine.cancel_orders). `epoch` is that of the order's last claim. */
export type Cancellation = {
  readonly orderId: string;
  readonly verdict: 'cancelled' | 'too_late' | 'already_final' | 'unsure' | 'unknown';
  readonly epoch: number;
};

export type OrderCancellation = {
  /**
   * Cancels orders of a trader: those named, else all open ones, or those of a pair. `unsure`: the chain has to be asked first; the worker that holds the order does
   * so and ends it. Throws EngineError UNAVAILABLE when Postgres can't be reached: whether anything was cancelled is then not known.
   */
  cancel(opts: {
    traderId: string;
    orderIds?: readonly string[] | undefined;
    pair?: Pair | undefined;
  }): Promise<Cancellation[]>;
};

/** Two tokens, in either order. */
export type Pair = readonly [string, string];

type Row = { order_id: string; verdict: Cancellation['verdict']; epoch: string | null };

/** Orders per transaction when all are cancelled: their rows and their trader's are locked meanwhile. */
const PAGE = 200;

export function createOrderCancellation(opts: { database: Database }): OrderCancellation {
  const { sql, write } = opts.database;

  async function some(traderId: string, orderIds: readonly string[] | null, after: string | null) {
    const rows = await write(
      () => sql<Row[]>`
        select * from engine.cancel_orders(${traderId}, ${orderIds as string[] | null}::uuid[], ${after}::uuid, ${PAGE})`,
    );
    return rows.map(
      (row): Cancellation => ({ orderId: row.order_id, verdict: row.verdict, epoch: Number(row.epoch ?? 0) }),
    );
  }

  async function all(traderId: string): Promise<Cancellation[]> {
    const cancellations: Cancellation[] = [];
    for (;;) {
      const page = await some(traderId, null, cancellations.at(-1)?.orderId ?? null);
      cancellations.push(...page);
      if (page.length < PAGE) return cancellations;
    }
  }

  async function ofPair(traderId: string, [one, other]: Pair): Promise<Cancellation[]> {
    const open = await reachable(
      () => sql<{ id: string }[]>`
        select o.id from engine.orders o
         where o.trader_id = ${traderId} and o.dispatch_at is not null
           and o.token_in in (${one}, ${other}) and o.token_out in (${one}, ${other}) order by o.id`,
    );
    const ids = open.map(({ id }) => id);
    const cancellations: Cancellation[] = [];
    for (let at = 0; at < ids.length; at += PAGE)
      cancellations.push(...(await some(traderId, ids.slice(at, at + PAGE), null)));
    return cancellations;
  }

  return {
    cancel({ traderId, orderIds, pair }) {
      if (orderIds !== undefined) return some(traderId, orderIds, null);
      return pair === undefined ? all(traderId) : ofPair(traderId, pair);
    },
  };
}
