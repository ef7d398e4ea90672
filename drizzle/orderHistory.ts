import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { EngineError } from '../core/errors/engineError.ts';
import type { OrderEventView, OrderPage, OrderView, SignedOrderView, SubmissionView } from '../core/order/orderView.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import { type EventRow, eventColumns, eventViewOf } from './orderEventRecord.ts';
import { createOrderList, type OrderListRequest } from './orderList.ts';
import { fillViewOf, ORDER_RECORD, orderViewOf, submissionViewOf } from './orderRecord.ts';
import { fills, orders, submissions } from './schema.ts';

/** The position from which a trader's events are read. */
type TraderCursor = { readonly traderId: string; readonly after: bigint };

export type OrderHistory = {
  /** The trader's order with its events and submissions. Throws EngineError ORDER_NOT_FOUND, also for another trader's. */
  get(opts: {
    traderId: string;
    orderId: string;
  }): Promise<{ order: OrderView; events: OrderEventView[]; submissions: SubmissionView[] }>;
  /** The order alone, in one query for all concurrent callers; undefined when the trader has no such order. */
  find(opts: { traderId: string; orderId: string }): Promise<OrderView | undefined>;
  /** A page of the trader's orders, filtered and sorted. Throws EngineError INVALID_REQUEST for a cursor of another request. */
  list(request: OrderListRequest): Promise<OrderPage>;
  /** The trader's order that a signature was made for. Throws EngineError ORDER_NOT_FOUND, also for another trader's. */
  bySignature(opts: { traderId: string; signature: string }): Promise<SignedOrderView>;
  /** At most `limit` events of one order after a sequence number, ascending. */
  orderEvents(opts: { traderId: string; orderId: string; afterSeq: number; limit: number }): Promise<OrderEventView[]>;
  /** The events after each cursor in one query: a list for each cursor, at most `each` events, ascending and without gaps. */
  traderEvents(opts: { cursors: readonly TraderCursor[]; each: number }): Promise<OrderEventView[][]>;
  /** The last sequence number of each trader, by which callers find the traders with new events. */
  lastSeqs(traderIds: readonly string[]): Promise<Map<string, bigint>>;
};

/** Reads of orders and their events, each seeing only the given trader's rows. All throw EngineError UNAVAILABLE when Postgres can't be reached. */
export function createOrderHistory(opts: { database: Database }): OrderHistory {
  const { db, sql } = opts.database;

  const selectOrders = (where: SQL | undefined, limit: number) =>
    reachable(() =>
      db
        .select(ORDER_RECORD)
        .from(orders)
        .leftJoin(fills, eq(fills.orderId, orders.id))
        .where(where)
        .orderBy(desc(orders.id))
        .limit(limit),
    );

  const finder = createBatcher<{ traderId: string; orderId: string }, OrderView | undefined>({
    maxBatch: 200,
    parallel: 2,
    isOutage,
    run: async (items) => {
      const rows = await selectOrders(
        inArray(
          orders.id,
          items.map((item) => item.orderId),
        ),
        items.length,
      );
      const byId = new Map(rows.map((row) => [row.order.id, row]));
      return items.map(({ traderId, orderId }) => {
        const row = byId.get(orderId);
        return row === undefined || row.order.traderId !== traderId ? undefined : orderViewOf(row);
      });
    },
  });

  const orderEvents: OrderHistory['orderEvents'] = ({ traderId, orderId, afterSeq, limit }) =>
    reachable(async () => {
      const rows = await sql<EventRow[]>`
        select ${eventColumns(sql)} from engine.order_events e
         where e.order_id = ${orderId} and e.trader_id = ${traderId} and e.seq > ${afterSeq} order by e.seq limit ${limit}`;
      return rows.map(eventViewOf);
    });

  return {
    async get({ traderId, orderId }) {
      const [order, events, sent] = await Promise.all([
        finder.add({ traderId, orderId }),
        orderEvents({ traderId, orderId, afterSeq: 0, limit: 100 }),
        reachable(() =>
          db.select().from(submissions).where(eq(submissions.orderId, orderId)).orderBy(asc(submissions.attempt)),
        ),
      ]);
      if (order === undefined) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
      return { order, events, submissions: sent.map(submissionViewOf) };
    },

    find: (item) => finder.add(item),

    list: createOrderList(opts),

    async bySignature({ traderId, signature }) {
      const [row] = await reachable(() =>
        db
          .select({ ...ORDER_RECORD, submission: submissions })
          .from(submissions)
          .innerJoin(orders, eq(orders.id, submissions.orderId))
          .leftJoin(fills, eq(fills.orderId, orders.id))
          .where(and(eq(submissions.signature, signature), eq(orders.traderId, traderId)))
          .limit(1),
      );
      if (row === undefined) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
      return {
        order: orderViewOf(row),
        submission: submissionViewOf(row.submission),
        fill: row.fill?.signature === signature ? fillViewOf(row.fill) : null,
      };
    },

    orderEvents,

    async traderEvents({ cursors, each }) {
      const rows = await reachable(
        () => sql<(EventRow & { cursor: number })[]>`
          select c.cursor::int, ${eventColumns(sql)}
            from unnest(${cursors.map((c) => c.traderId)}::text[], ${cursors.map((c) => c.after.toString())}::bigint[])
                 with ordinality as c(trader_id, after, cursor)
           cross join lateral (
             select * from engine.order_events e
              where e.trader_id = c.trader_id and e.trader_seq > c.after order by e.trader_seq limit ${each}
           ) e order by c.cursor, e.trader_seq`,
      );
      const lists: OrderEventView[][] = cursors.map(() => []);
      for (const row of rows) lists[row.cursor - 1]?.push(eventViewOf(row));
      return lists;
    },

    async lastSeqs(traderIds) {
      const rows = await reachable(
        () =>
          sql<
            { id: string; last_seq: string }[]
          >`select id, last_seq from engine.traders where id = any (${traderIds as string[]}::text[])`,
      );
      return new Map(rows.map((row) => [row.id, BigInt(row.last_seq)]));
    },
  };
}
