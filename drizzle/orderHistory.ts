import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { EngineError, ERRORS, type FailureCode } from '../core/errors/engineError.ts';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import type {
  FillView,
  OrderEventView,
  OrderPage,
  OrderView,
  QuotesView,
  SignedOrderView,
  SubmissionView,
} from '../core/order/orderView.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import { createOrderList, type OrderListRequest } from './orderList.ts';
import { fillViewOf, ORDER_RECORD, orderViewOf, submissionViewOf } from './orderRecord.ts';
import { fills, orderEvents, orders, submissions } from './schema.ts';

/** Where a trader's stream is read on from. */
type TraderCursor = { readonly traderId: string; readonly after: bigint };

export type OrderHistory = {
  /** The trader's order with its events and submissions. Throws EngineError ORDER_NOT_FOUND, also for another trader's. */
  get(opts: {
    traderId: string;
    orderId: string;
  }): Promise<{ order: OrderView; events: OrderEventView[]; submissions: SubmissionView[] }>;
  /** The order alone, batched over callers; undefined when the trader has no such order. */
  find(opts: { traderId: string; orderId: string }): Promise<OrderView | undefined>;
  /** A page of the trader's orders, filtered and sorted. Throws EngineError INVALID_REQUEST for a cursor that is not of this request. */
  list(request: OrderListRequest): Promise<OrderPage>;
  /** The trader's order that a signature was made for. Throws EngineError ORDER_NOT_FOUND, also for another trader's. */
  bySignature(opts: { traderId: string; signature: string }): Promise<SignedOrderView>;
  /** Events of one order after a sequence number, in order. */
  orderEvents(opts: { traderId: string; orderId: string; afterSeq: number; limit: number }): Promise<OrderEventView[]>;
  /** Events of many traders, each after its own cursor, in one read; at most `limit` in all, each trader's without gaps and in order. */
  traderEvents(opts: { cursors: readonly TraderCursor[]; limit: number }): Promise<Map<string, OrderEventView[]>>;
  /** The last sequence number of each trader, for finding who has news. */
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

  const readEvents = async (where: SQL | undefined, limit: number) => {
    const rows = await reachable(() =>
      db.select().from(orderEvents).where(where).orderBy(asc(orderEvents.seq)).limit(limit),
    );
    return rows.map((row) => eventViewOf({ ...row, at: row.at }));
  };

  return {
    async get({ traderId, orderId }) {
      const [order, events, sent] = await Promise.all([
        finder.add({ traderId, orderId }),
        readEvents(and(eq(orderEvents.orderId, orderId), eq(orderEvents.traderId, traderId)), 100),
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

    orderEvents: ({ traderId, orderId, afterSeq, limit }) =>
      reachable(async () => {
        const rows = await sql<RawEvent[]>`
          select order_id, seq, trader_id, trader_seq, status, attempt, at, data from engine.order_events
           where order_id = ${orderId} and trader_id = ${traderId} and seq > ${afterSeq} order by seq limit ${limit}`;
        return rows.map(eventViewOfRaw);
      }),

    async traderEvents({ cursors, limit }) {
      const rows = await reachable(
        () => sql<RawEvent[]>`
          select e.order_id, e.seq, e.trader_id, e.trader_seq, e.status, e.attempt, e.at, e.data
            from unnest(${cursors.map((c) => c.traderId)}::text[], ${cursors.map((c) => c.after.toString())}::text[]) as c(trader_id, after)
           cross join lateral (
             select * from engine.order_events e
              where e.trader_id = c.trader_id and e.trader_seq > c.after::bigint order by e.trader_seq limit ${Math.max(1, Math.ceil(limit / Math.max(1, cursors.length)))}
           ) e order by e.trader_id, e.trader_seq`,
      );
      const byTrader = new Map<string, OrderEventView[]>();
      for (const row of rows) {
        const events = byTrader.get(row.trader_id);
        if (events === undefined) byTrader.set(row.trader_id, [eventViewOfRaw(row)]);
        else events.push(eventViewOfRaw(row));
      }
      return byTrader;
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

type RawEvent = {
  order_id: string;
  seq: number;
  trader_id: string;
  trader_seq: string;
  status: OrderStatus;
  attempt: number;
  at: Date;
  data: StoredData;
};

/** Event data as stored: times are not in it, since the database gives them; a failure without a message carries its code's. */
type StoredData = {
  retry?: {
    failure: { code: FailureCode; message: string | null; detail: string };
    quotes: QuotesView | null;
    delayMs: number;
  } | null;
  fill?: Omit<FillView, 'settledAt'>;
};

function eventViewOfRaw(row: RawEvent): OrderEventView {
  return eventViewOf({ ...row, orderId: row.order_id, traderSeq: row.trader_seq });
}

function eventViewOf(row: {
  orderId: string;
  seq: number;
  traderSeq: bigint | string;
  status: string;
  attempt: number;
  at: Date;
  data: unknown;
}): OrderEventView {
  return {
    orderId: row.orderId,
    seq: row.seq,
    traderSeq: row.traderSeq.toString(),
    status: row.status,
    attempt: row.attempt,
    at: row.at.toISOString(),
    data: dataViewOf(row.data as StoredData, row.at),
  } as OrderEventView;
}

function dataViewOf(data: StoredData, at: Date): unknown {
  if (data.fill !== undefined) return { fill: { ...data.fill, settledAt: at.toISOString() } };
  if (data.retry !== undefined && data.retry !== null) {
    const { failure, quotes, delayMs } = data.retry;
    return {
      retry: {
        failure: { ...failure, message: failure.message ?? ERRORS[failure.code].text },
        quotes,
        nextRunAt: delayMs > 0 ? new Date(at.getTime() + delayMs).toISOString() : null,
      },
    };
  }
  return data;
}
