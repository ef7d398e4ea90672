import type { OrderKindName } from '../core/order/kinds/orderKinds.ts';
import type { FiredView, RateView, TriggerTerms } from '../core/order/trigger/triggerTerms.ts';
import type { Mint } from '../core/tokens/token.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';

/** An order that rests, as a watcher sees it. Amounts in base units. */
export type RestingOrder = {
  readonly orderId: string;
  readonly type: OrderKindName;
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly trigger: TriggerTerms | null;
  readonly version: number;
  readonly validUntil: Date;
  /** Its trigger does not fire before; undefined when it may. */
  readonly notBefore: Date | undefined;
  /** The evidence when its trigger has fired before under these terms: it waits for a quote of `minOut` then. */
  readonly fired: FiredView | undefined;
  readonly watermark: RateView | undefined;
};

/** A pair that this worker watches. `tokenA` is the one that sorts first. */
export type WatchedPair = { readonly tokenA: string; readonly tokenB: string; readonly epoch: number };

/** A trigger that fired: the order under the terms that were watched, the evidence, and the lease under which it was found. */
export type Trigger = {
  readonly orderId: string;
  readonly version: number;
  readonly pair: WatchedPair;
  readonly fired: FiredView;
};

/** Whether a trigger was committed, or why not (see engine.trigger_orders). */
export type TriggerResult =
  | { readonly verdict: 'ok'; readonly epoch: number }
  | { readonly verdict: 'stale' | 'over' | 'version' | 'waiting' | 'expired' | 'cancelled' };

/** The resting orders that changed since an earlier reading, and where the next one goes on: a text without a meaning for callers. */
export type RestingChanges = { readonly orders: readonly RestingOrder[]; readonly next: string };

/** The best rate that a trailing stop has seen under its present terms. */
export type StoredWatermark = { readonly orderId: string; readonly version: number; readonly watermark: RateView };

export type RestingOrders = {
  /** The orders that began to rest, or changed how they rest, since `next` of an earlier reading; all that rest without one. Some may come twice. */
  changes(since?: string): Promise<RestingChanges>;
  /** The stored watermarks of the orders that rest on some pairs. */
  watermarks(pairs: readonly WatchedPair[]): Promise<readonly StoredWatermark[]>;
  /** Extends the leases of this worker's pairs, and takes those that no live worker watches. Returns all of its pairs. */
  watch(): Promise<WatchedPair[]>;
  /** Gives this worker's pairs back. */
  leave(): Promise<void>;
  /** Commits a trigger, once. */
  fire(trigger: Trigger): Promise<TriggerResult>;
  /** Stores watermarks of trailing stops. */
  raiseWatermarks(raised: readonly StoredWatermark[]): Promise<void>;
};

/** Number of orders that are read at once. */
const PAGE = 5_000;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

type Row = {
  xid: string;
  id: string;
  type: OrderKindName;
  token_in: Mint;
  token_out: Mint;
  amount_in: string;
  min_out: string;
  trigger: TriggerTerms | null;
  version: number;
  valid_until: Date;
  next_run_at: Date | null;
  fired: FiredView | null;
  watermark: RateView | null;
};

/** Above every transaction of Postgres. */
const LAST_TRANSACTION = '18446744073709551615';

/**
 * Reads and writes of the watchers of resting orders. `onEvents` is called after every commit with the traders that have new events. All throw EngineError
 * UNAVAILABLE when Postgres can't be reached.
 */
export function createRestingOrders(opts: {
  database: Database;
  owner: string;
  /** How long a pair is watched without a sign of life, milliseconds. */
  leaseMs: number;
  onEvents(traderIds: readonly string[]): void;
  maxBatch?: number;
}): RestingOrders {
  const { owner, leaseMs, onEvents, maxBatch = 200 } = opts;
  const { sql, write } = opts.database;

  const triggers = createBatcher<Trigger, TriggerResult>({
    maxBatch,
    isOutage,
    keyOf: ({ orderId }) => orderId,
    run: async (items) => {
      const rows = await write(
        () => sql<{ ord: number; verdict: TriggerResult['verdict']; epoch: string | null; trader_id: string | null }[]>`
          select * from engine.trigger_orders(${JSON.stringify(items.map(itemOf))}::text::jsonb)`,
      );
      const results: TriggerResult[] = new Array(items.length).fill({ verdict: 'over' });
      for (const { ord, verdict, epoch } of rows)
        results[ord] = verdict === 'ok' ? { verdict, epoch: Number(epoch) } : { verdict };
      const traders = rows.flatMap(({ verdict, trader_id }) =>
        verdict === 'ok' && trader_id !== null ? [trader_id] : [],
      );
      if (traders.length > 0) onEvents([...new Set(traders)]);
      return results;
    },
  });

  return {
    async changes(since) {
      const [history, from] = since?.split(' ') ?? [];
      const read = await readResting(sql, from);
      // Transactions of another history are numbered otherwise: the database was restored.
      const { incarnation, next, orders } =
        from === undefined || read.incarnation === history ? read : await readResting(sql);
      return { orders, next: `${incarnation} ${next}` };
    },
    async watermarks(pairs) {
      const rows = await reachable(
        () => sql<{ id: string; version: number; watermark: RateView }[]>`
          select o.id, o.version, o.watermark
            from engine.orders o
            join unnest(${pairs.map(({ tokenA }) => tokenA)}::text[], ${pairs.map(({ tokenB }) => tokenB)}::text[]) as p(token_a, token_b)
              on least(o.token_in, o.token_out) = p.token_a and greatest(o.token_in, o.token_out) = p.token_b
           where o.resting and o.watermark is not null`,
      );
      return rows.map(({ id, version, watermark }) => ({ orderId: id, version, watermark }));
    },
    async watch() {
      const rows = await write(
        () => sql<{ token_a: string; token_b: string; epoch: string }[]>`
          select * from engine.watch_pairs(${owner}, ${leaseMs})`,
        leaseMs,
      );
      return rows.map((row) => ({ tokenA: row.token_a, tokenB: row.token_b, epoch: Number(row.epoch) }));
    },
    async leave() {
      await write(() => sql`select engine.leave_pairs(${owner})`);
    },
    fire: (trigger) => triggers.add(trigger),
    async raiseWatermarks(raised) {
      await write(
        () => sql`
          select engine.raise_watermarks(${raised.map(({ orderId }) => orderId)}::uuid[], ${raised.map(({ version }) => version)}::int[],
                                         ${JSON.stringify(raised.map(({ watermark }) => watermark))}::text::jsonb)`,
      );
    },
  };
}

/**
 * Reads what rests since the transaction `from`, page by page; all without one. `next` is of the snapshot of the first page, its oldest transaction that was
 * under way: what no page sees has a transaction at or after it. Rows that a snapshot can't have seen come from a restored dump; the first reading has them.
 */
async function readResting(
  sql: Database['sql'],
  from?: string,
): Promise<{ orders: RestingOrder[]; next: string; incarnation: string }> {
  const orders: RestingOrder[] = [];
  let first: { next: string; incarnation: string } | undefined;
  let [xid, id] = [from ?? '0', LOWEST_ID];
  for (;;) {
    const rows = await reachable(
      () => sql<(Partial<Row> & { next: string; incarnation: string })[]>`
        select (select pg_snapshot_xmin(pg_current_snapshot())::text) as next, (select engine.incarnation()) as incarnation, o.*
          from (select) one
          left join lateral (
            select o.resting_xid::text as xid, o.id, o.type, o.token_in, o.token_out, o.amount_in, o.min_out, o.trigger, o.version, o.valid_until,
                   o.next_run_at, o.fired, o.watermark
              from engine.orders o
             where o.resting and o.resting_xid >= ${xid}::xid8 and (o.resting_xid, o.id) > (${xid}::xid8, ${id}::uuid)
               and o.resting_xid < ${from === undefined ? LAST_TRANSACTION : sql`pg_snapshot_xmax(pg_current_snapshot())`}
             order by o.resting_xid, o.id limit ${PAGE}) o on true`,
    );
    first ??= rows[0];
    for (const row of rows) if (row.id != null) orders.push(restingOrderOf(row as Row));
    const last = rows.at(-1);
    if (first === undefined) throw new Error('a reading of the resting orders has no row');
    if (rows.length < PAGE || last?.id == null || last.xid == null) return { ...first, orders };
    [xid, id] = [last.xid, last.id];
  }
}

/** Each mint once: a worker holds the rows of all orders that rest. */
const mints = new Map<Mint, Mint>();
function oneOf(mint: Mint): Mint {
  const known = mints.get(mint);
  if (known === undefined) mints.set(mint, mint);
  return known ?? mint;
}

function restingOrderOf(row: Row): RestingOrder {
  return {
    orderId: row.id,
    type: row.type,
    tokenIn: oneOf(row.token_in),
    tokenOut: oneOf(row.token_out),
    amountIn: BigInt(row.amount_in),
    minOut: BigInt(row.min_out),
    trigger: row.trigger,
    version: row.version,
    validUntil: row.valid_until,
    notBefore: row.next_run_at ?? undefined,
    fired: row.fired ?? undefined,
    watermark: row.watermark ?? undefined,
  };
}

function itemOf({ orderId, version, pair, fired }: Trigger, ord: number): Record<string, unknown> {
  const { tokenA, tokenB, epoch } = pair;
  return {
    ord,
    order_id: orderId,
    version,
    token_a: tokenA,
    token_b: tokenB,
    watch_epoch: epoch,
    fired,
  };
}
