import { and, asc, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import { EngineError, ERRORS, type FailureCode } from '../core/errors/engineError.ts';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import type {
  FailureView,
  FillView,
  OrderEventView,
  OrderView,
  QuotesView,
  SubmissionView,
} from '../core/order/orderView.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import { fills, orderEvents, orders, submissions } from './schema.ts';

/** Which of a trader's orders to list: all of the given conditions hold. */
export type OrderFilter = {
  readonly statuses?: readonly OrderStatus[] | undefined;
  /** Mint of the token paid or received. */
  readonly token?: string | undefined;
};

/** Where a trader's stream is read on from. */
export type TraderCursor = { readonly traderId: string; readonly after: bigint };

export type OrderHistory = {
  /** The trader's order with its events and submissions. Throws EngineError ORDER_NOT_FOUND, also for another trader's. */
  get(opts: {
    traderId: string;
    orderId: string;
  }): Promise<{ order: OrderView; events: OrderEventView[]; submissions: SubmissionView[] }>;
  /** The order alone, batched over callers; undefined when the trader has no such order. */
  find(opts: { traderId: string; orderId: string }): Promise<OrderView | undefined>;
  /** Newest first; `cursor` is the last order id of the page before. */
  list(opts: {
    traderId: string;
    filter: OrderFilter;
    limit: number;
    cursor?: string | undefined;
  }): Promise<{ orders: OrderView[]; nextCursor: string | null }>;
  /** Events of one order after a sequence number, in order. */
  orderEvents(opts: { traderId: string; orderId: string; afterSeq: number; limit: number }): Promise<OrderEventView[]>;
  /** Events of many traders, each after its own cursor, in one read; at most `limit` in all, each trader's without gaps and in order. */
  traderEvents(opts: { cursors: readonly TraderCursor[]; limit: number }): Promise<Map<string, OrderEventView[]>>;
  /** The last sequence number of each trader, for finding who has news. */
  lastSeqs(traderIds: readonly string[]): Promise<Map<string, bigint>>;
};

type OrderRow = typeof orders.$inferSelect;
type FillRow = typeof fills.$inferSelect;

/** Reads of orders and their events, each seeing only the given trader's rows. All throw EngineError UNAVAILABLE when Postgres can't be reached. */
export function createOrderHistory(opts: { database: Database }): OrderHistory {
  const { db, sql } = opts.database;

  const selectOrders = (where: SQL | undefined, limit: number) =>
    reachable(() =>
      db
        .select({ order: orders, fill: fills })
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
        return row === undefined || row.order.traderId !== traderId ? undefined : orderViewOf(row.order, row.fill);
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

    async list({ traderId, filter, limit, cursor }) {
      const rows = await selectOrders(
        and(
          eq(orders.traderId, traderId),
          cursor === undefined ? undefined : lt(orders.id, cursor),
          filter.statuses === undefined ? undefined : inArray(orders.status, [...filter.statuses]),
          filter.token === undefined
            ? undefined
            : or(eq(orders.tokenIn, filter.token), eq(orders.tokenOut, filter.token)),
        ),
        limit + 1,
      );
      const page = rows.slice(0, limit).map((row) => orderViewOf(row.order, row.fill));
      return { orders: page, nextCursor: rows.length > limit ? (page.at(-1)?.orderId ?? null) : null };
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

function orderViewOf(order: OrderRow, fill: FillRow | null): OrderView {
  return {
    orderId: order.id,
    type: 'market',
    status: order.status as OrderStatus,
    tokenIn: order.tokenIn,
    tokenOut: order.tokenOut,
    amountIn: order.amountIn.toString(),
    slippageBps: order.slippageBps,
    requestedMinOut: order.requestedMinOut?.toString() ?? null,
    minOut: order.minOut.toString(),
    quotedOut: order.quotedOut?.toString() ?? null,
    quoteSlot: order.quoteSlot,
    attempt: order.attempt,
    acceptedAt: order.acceptedAt.toISOString(),
    validUntil: order.validUntil.toISOString(),
    finalAt: order.finalAt?.toISOString() ?? null,
    nextRunAt: order.nextRunAt?.toISOString() ?? null,
    signature: order.signature,
    fill: fill === null ? null : fillViewOf(fill),
    failure: order.failure as FailureView | null,
  };
}

function fillViewOf(fill: FillRow): FillView {
  return {
    amountIn: fill.amountIn.toString(),
    amountOut: fill.amountOut.toString(),
    legs: fill.legs,
    residues: fill.residues,
    signature: fill.signature,
    slot: fill.slot,
    settledAt: fill.settledAt.toISOString(),
  };
}

function submissionViewOf(row: typeof submissions.$inferSelect): SubmissionView {
  return {
    attempt: row.attempt,
    signature: row.signature,
    transaction: Buffer.from(row.transaction).toString('base64'),
    lastValidBlockHeight: row.lastValidBlockHeight,
    outcome: row.outcome as SubmissionView['outcome'],
    slot: row.slot,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
  };
}
