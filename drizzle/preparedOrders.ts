import type { OrderKindName } from '../core/order/kinds/orderKinds.ts';
import type { BuildingView } from '../core/order/orderView.ts';
import { STORED_VERSION } from '../core/order/storedEvent.ts';
import type { Mint } from '../core/tokens/token.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import type { LiveSubmission } from './liveSubmission.ts';

/** An order without a lease, as it was read: it may be routed and signed before it is leased. Amounts in base units. */
export type OrderToPrepare = {
  readonly orderId: string;
  readonly traderId: string;
  readonly wallet: string;
  readonly type: OrderKindName;
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly acceptedAt: Date;
  readonly validUntil: Date;
};

/** An order with its route and its signed transaction, which may not be sent before it is committed. */
export type PreparedOrder = {
  readonly order: OrderToPrepare;
  readonly building: BuildingView;
  readonly submission: LiveSubmission;
  /** When the work on it began and when its route was chosen, `performance.now()` of this process. */
  readonly begunAt: number;
  readonly routedAt: number;
};

/**
 * Why a prepared order was not taken (engine.submit_orders): nothing was written, and its bytes must never be sent. `unknown`, `final` and
 * `leased` leave nothing to do; all others may be claimed.
 */
type NotTaken = 'unknown' | 'final' | 'leased' | 'begun' | 'not_fresh' | 'expired' | 'terms' | 'other_chain';

type Submitted =
  | { readonly verdict: 'ok'; readonly epoch: number }
  | { readonly verdict: NotTaken; readonly epoch?: undefined };

export type PreparedOrders = {
  /** The order when it may be prepared before it is leased; undefined when it has to be claimed first, or when there is nothing to do. */
  toPrepare(orderId: string): Promise<OrderToPrepare | undefined>;
  /** Takes the order in one commit: lease, the events of all steps, the signed bytes. Only after `ok` may they be sent. */
  submit(prepared: PreparedOrder): Promise<Submitted>;
};

type Row = {
  order_id: string;
  trader_id: string;
  wallet: string;
  type: OrderKindName;
  token_in: Mint;
  token_out: Mint;
  amount_in: string;
  min_out: string;
  accepted_at: Date;
  valid_until: Date;
};

/**
 * The short way of an order: read, prepared without a lease, and taken in one commit. `since` is the worker's start by Postgres' clock. Both throw
 * EngineError UNAVAILABLE: it is then unknown whether the order was taken, and the transaction is not sent.
 */
export function createPreparedOrders(opts: {
  database: Database;
  owner: string;
  leaseMs: number;
  maxBatch: number;
  since(): Promise<number>;
  tell(traderIds: readonly string[]): void;
}): PreparedOrders {
  const { owner, leaseMs, maxBatch, since, tell } = opts;
  const { sql, write } = opts.database;

  const looks = createBatcher<string, OrderToPrepare | undefined>({
    maxBatch,
    isOutage,
    run: async (orderIds) => {
      const workerSince = await since();
      const rows = await reachable(
        () => sql<Row[]>`
          select * from engine.orders_to_prepare(${[...new Set(orderIds)]}::uuid[], ${workerSince}::float8)`,
      );
      const byId = new Map(rows.map((row) => [row.order_id, orderOf(row)]));
      return orderIds.map((id) => byId.get(id));
    },
  });

  const submissions = createBatcher<PreparedOrder, Submitted>({
    maxBatch,
    isOutage,
    keyOf: ({ order }) => order.orderId,
    run: async (items) => {
      const workerSince = await since();
      const now = performance.now();
      const payload = JSON.stringify(items.map((item, ord) => itemOf(item, { ord, now })));
      const rows = await write(
        () => sql<{ ord: number; verdict: Submitted['verdict']; epoch: string; trader_id: string | null }[]>`
          select * from engine.submit_orders(${payload}::text::jsonb, ${owner}, ${leaseMs}, ${workerSince}::float8)`,
      );
      const results: Submitted[] = new Array(items.length).fill({ verdict: 'unknown' });
      for (const { ord, verdict, epoch } of rows)
        results[ord] = verdict === 'ok' ? { verdict, epoch: Number(epoch) } : { verdict };
      tell(rows.flatMap((row) => (row.verdict === 'ok' && row.trader_id !== null ? [row.trader_id] : [])));
      return results;
    },
  });

  return { toPrepare: (orderId) => looks.add(orderId), submit: (prepared) => submissions.add(prepared) };
}

function orderOf(row: Row): OrderToPrepare {
  return {
    orderId: row.order_id,
    traderId: row.trader_id,
    wallet: row.wallet,
    type: row.type,
    tokenIn: row.token_in,
    tokenOut: row.token_out,
    amountIn: BigInt(row.amount_in),
    minOut: BigInt(row.min_out),
    acceptedAt: row.accepted_at,
    validUntil: row.valid_until,
  };
}

function itemOf(item: PreparedOrder, at: { ord: number; now: number }): Record<string, unknown> {
  const { order, building, submission } = item;
  return {
    ord: at.ord,
    order_id: order.orderId,
    trader_id: order.traderId,
    wallet: order.wallet,
    type: order.type,
    token_in: order.tokenIn,
    token_out: order.tokenOut,
    amount_in: order.amountIn.toString(),
    min_out: order.minOut.toString(),
    begun_ms: at.now - item.begunAt,
    routed_ms: at.now - item.routedAt,
    data: { version: STORED_VERSION, ...building },
    signature: submission.signature,
    transaction: Buffer.from(submission.transaction).toString('base64'),
    last_valid_block_height: submission.lastValidBlockHeight,
    genesis: submission.genesisHash,
  };
}
