import type { Failure } from '../core/order/failure.ts';
import type { OrderKindName } from '../core/order/kinds/orderKinds.ts';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import type { BuildingView, ExecutedLegView, QuotesView, ResidueView } from '../core/order/orderView.ts';
import { STORED_VERSION } from '../core/order/storedEvent.ts';
import type { Mint } from '../core/tokens/token.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import type { LiveSubmission } from './liveSubmission.ts';
import { createPreparedOrders, type PreparedOrders } from './preparedOrders.ts';

/** An order that a worker holds under a lease. Amounts in base units. */
export type ClaimedOrder = {
  readonly orderId: string;
  /** Number of the claim. Every write names it, and is refused once a newer claim exists. */
  readonly epoch: number;
  readonly traderId: string;
  readonly wallet: string;
  readonly type: OrderKindName;
  readonly status: OrderStatus;
  readonly attempt: number;
  /** The last attempt that may be made. */
  readonly lastAttempt: number;
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly validUntil: Date;
  /** The submission that may still land; the worker looks it up on the chain before anything else. */
  readonly submission: LiveSubmission | undefined;
  /** Set when the order may not be attempted (again): the worker then commits this end. */
  readonly ending: 'CANCELLED' | 'EXPIRED' | 'ATTEMPTS_EXHAUSTED' | undefined;
  readonly acceptedAt: Date;
  /** Decides what the worker looks up on the chain before it attempts or ends the order (see engine.past_of_order). */
  readonly past: 'fresh' | 'aged' | 'reopened' | 'restored';
};

type ClaimResult =
  | { readonly verdict: 'claimed'; readonly order: ClaimedOrder; readonly event: boolean }
  | { readonly verdict: 'waiting'; readonly until: Date }
  | { readonly verdict: 'leased' | 'final' | 'unknown' };

/** The outcome of a submission that did not execute: it landed with an error in `slot`, or expired without landing. */
export type DeadSubmission =
  | { readonly signature: string; readonly outcome: 'failed'; readonly slot: number; readonly error: string }
  | { readonly signature: string; readonly outcome: 'expired' };

/**
 * A step to commit. A retry with `delayMs` 0 keeps the lease; otherwise the lease is released and the order is due again after the delay. An order that rests
 * again is released too; its trigger does not fire before the delay is over.
 */
export type Transition =
  | { readonly kind: 'building'; readonly data: BuildingView }
  | ({ readonly kind: 'submitted' } & LiveSubmission)
  | {
      readonly kind: 'confirmed';
      readonly signature: string;
      readonly slot: number;
      readonly amountIn: bigint;
      readonly amountOut: bigint;
      readonly legs: readonly ExecutedLegView[];
      readonly residues: readonly ResidueView[];
    }
  | {
      readonly kind: 'retry';
      readonly failure: Failure;
      readonly quotes?: QuotesView | undefined;
      readonly delayMs: number;
      readonly dead?: DeadSubmission | undefined;
    }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly quotes?: QuotesView | undefined;
      readonly dead?: DeadSubmission | undefined;
    }
  | { readonly kind: 'cancelled'; readonly dead?: DeadSubmission | undefined }
  | { readonly kind: 'expired'; readonly missed?: Failure | undefined; readonly dead?: DeadSubmission | undefined }
  | {
      readonly kind: 'rest';
      readonly failure: Failure;
      readonly delayMs: number;
      readonly dead?: DeadSubmission | undefined;
    }
  | { readonly kind: 'release'; readonly delayMs: number };

/** A transaction that the chain executed for an order and that the database does not have. */
export type FoundLanding = {
  readonly signature: string;
  readonly attempt: number;
  readonly slot: number;
  readonly genesisHash: string;
};

/** `other_chain`: built for another chain than the trusted one; nothing was written. `expired`: the order's time ran out before the step. `cancelled`: its trader asked for the cancellation before the step; nothing was written. `stale`: the lease was lost and nothing was written. `illegal`: the order's state does not allow the step; nothing was written. */
type TransitionVerdict = 'ok' | 'expired' | 'cancelled' | 'stale' | 'illegal' | 'other_chain';

/** An order as one claim holds it. */
type HeldOrder = { readonly orderId: string; readonly epoch: number };

export type OrderExecution = PreparedOrders & {
  claim(orderId: string): Promise<ClaimResult>;
  transition(opts: { orderId: string; epoch: number; step: Transition }): Promise<TransitionVerdict>;
  /** Stores a landing that the database does not have, as the order's live submission; the order becomes `submitted`. */
  adopt(opts: { orderId: string; epoch: number; landing: FoundLanding }): Promise<'ok' | 'stale' | 'illegal'>;
  /** Extends leases; returns the orders that were lost because another worker has claimed them since. */
  extendLeases(held: readonly HeldOrder[]): Promise<HeldOrder[]>;
  /** At most `limit` due orders without a lease. Each is due again after `againMs`. */
  sweep(opts: { limit: number; againMs: number }): Promise<{ orderId: string; epoch: number }[]>;
};

type ClaimRow = {
  order_id: string;
  verdict: string;
  event: boolean | null;
  ending: ClaimedOrder['ending'] | null;
  epoch: string;
  trader_id: string;
  wallet: string;
  type: OrderKindName;
  status: OrderStatus;
  attempt: number;
  last_attempt: number;
  token_in: Mint;
  token_out: Mint;
  amount_in: string;
  min_out: string;
  valid_until: Date;
  accepted_at: Date;
  past: ClaimedOrder['past'];
  genesis: string | null;
  abandoned: boolean;
  next_run_at: Date | null;
  signature: string | null;
  transaction: Uint8Array | null;
  last_valid_block_height: string | null;
};

/**
 * The writes of a worker to orders, each in a group commit. `onEvents` is called after every commit with the traders that have new events.
 * All throw EngineError UNAVAILABLE when Postgres can't be reached: it is then unknown whether the step was committed, and the
 * lease decides which worker continues.
 */
export function createOrderExecution(opts: {
  database: Database;
  owner: string;
  leaseMs: number;
  onEvents(traderIds: readonly string[]): void;
  maxBatch?: number;
}): OrderExecution {
  const { owner, leaseMs, onEvents, maxBatch = 100 } = opts;
  const { sql, write } = opts.database;

  // Orders accepted before this worker started are looked up on the chain. The start is read from Postgres' clock, as a number, because
  // settings change the text form of a timestamp.
  let runningSince: Promise<number> | undefined;
  function since(): Promise<number> {
    runningSince ??= reachable(
      () => sql<{ now: number }[]>`select extract(epoch from clock_timestamp())::float8 as now`,
    ).then(
      (rows) => rows[0]?.now ?? Number.MAX_SAFE_INTEGER,
      (error: unknown) => {
        runningSince = undefined;
        throw error;
      },
    );
    return runningSince;
  }
  // Read at once, so that the first order does not count as older than the worker; read again if Postgres is unreachable now.
  since().catch(() => {});

  const claims = createBatcher<string, ClaimResult>({
    maxBatch,
    isOutage,
    keyOf: (orderId) => orderId,
    run: async (orderIds) => {
      const workerSince = await since();
      const rows = await write(
        () => sql<ClaimRow[]>`
          select * from engine.claim_orders(${orderIds as string[]}::uuid[], ${owner}, ${leaseMs}, ${workerSince}::float8)`,
      );
      const byId = new Map(rows.map((row) => [row.order_id, row]));
      tell(rows.filter((row) => row.event === true).map((row) => row.trader_id));
      return orderIds.map((id) => claimOf(byId.get(id)));
    },
  });

  type Item = { orderId: string; epoch: number; step: Transition };
  const transitions = createBatcher<Item, TransitionVerdict>({
    maxBatch,
    isOutage,
    keyOf: (item) => item.orderId,
    run: async (items) => {
      const rows = await write(
        () => sql<{ ord: number; verdict: TransitionVerdict; trader_id: string | null }[]>`
          select * from engine.apply_transitions(${JSON.stringify(items.map(operationOf))}::text::jsonb)`,
      );
      const verdicts: TransitionVerdict[] = new Array(items.length).fill('stale');
      for (const row of rows) verdicts[row.ord] = row.verdict;
      tell(rows.flatMap((row) => (row.verdict === 'ok' && row.trader_id !== null ? [row.trader_id] : [])));
      return verdicts;
    },
  });

  function tell(traderIds: readonly string[]): void {
    if (traderIds.length > 0) onEvents([...new Set(traderIds)]);
  }

  return {
    ...createPreparedOrders({ database: opts.database, owner, leaseMs, maxBatch, since, tell }),
    claim: (orderId) => claims.add(orderId),
    transition: (item) => transitions.add(item),
    adopt: async ({ orderId, epoch, landing }) => {
      const [row] = await write(
        () => sql<{ verdict: 'ok' | 'stale' | 'illegal'; trader_id: string | null }[]>`
          select * from engine.adopt_landing(${orderId}::uuid, ${epoch}, ${landing.signature}, ${landing.attempt}::smallint,
                                             ${landing.slot}, ${landing.genesisHash})`,
      );
      if (row?.verdict === 'ok' && row.trader_id !== null) tell([row.trader_id]);
      return row?.verdict ?? 'stale';
    },
    extendLeases: async (held) => {
      const rows = await write(
        () => sql<{ order_id: string; epoch: string }[]>`
          select * from engine.extend_leases(${held.map((h) => h.orderId)}::uuid[], ${held.map((h) => h.epoch)}::bigint[], ${leaseMs})`,
        leaseMs,
      );
      return rows.map((row) => ({ orderId: row.order_id, epoch: Number(row.epoch) }));
    },
    sweep: async ({ limit, againMs }) => {
      const rows = await reachable(
        () => sql<{ order_id: string; epoch: string }[]>`select * from engine.sweep_due(${limit}, ${againMs})`,
      );
      return rows.map((row) => ({ orderId: row.order_id, epoch: Number(row.epoch) }));
    },
  };
}

function claimOf(row: ClaimRow | undefined): ClaimResult {
  if (row === undefined) return { verdict: 'unknown' };
  switch (row.verdict) {
    case 'claimed':
      return {
        verdict: 'claimed',
        event: row.event === true,
        order: {
          orderId: row.order_id,
          epoch: Number(row.epoch),
          traderId: row.trader_id,
          wallet: row.wallet,
          type: row.type,
          status: row.status,
          attempt: row.attempt,
          lastAttempt: row.last_attempt,
          tokenIn: row.token_in,
          tokenOut: row.token_out,
          amountIn: BigInt(row.amount_in),
          minOut: BigInt(row.min_out),
          validUntil: row.valid_until,
          ending: row.ending ?? undefined,
          acceptedAt: row.accepted_at,
          past: row.past,
          submission:
            row.signature === null || row.transaction === null
              ? undefined
              : {
                  signature: row.signature,
                  transaction: row.transaction,
                  lastValidBlockHeight: Number(row.last_valid_block_height),
                  genesisHash: row.genesis ?? undefined,
                  abandoned: row.abandoned,
                },
        },
      };
    case 'waiting':
      return { verdict: 'waiting', until: row.next_run_at ?? new Date() };
    case 'leased':
    case 'final':
      return { verdict: row.verdict };
    default:
      return { verdict: 'unknown' };
  }
}

function operationOf(item: { orderId: string; epoch: number; step: Transition }, ord: number): Record<string, unknown> {
  const { step } = item;
  const base = { ord, order_id: item.orderId, epoch: item.epoch, kind: step.kind };
  switch (step.kind) {
    case 'building':
      return { ...base, data: { version: STORED_VERSION, ...step.data } };
    case 'submitted':
      return {
        ...base,
        signature: step.signature,
        transaction: Buffer.from(step.transaction).toString('base64'),
        last_valid_block_height: step.lastValidBlockHeight,
        genesis: step.genesisHash,
      };
    case 'confirmed':
      return {
        ...base,
        signature: step.signature,
        slot: step.slot,
        amount_in: step.amountIn.toString(),
        amount_out: step.amountOut.toString(),
        legs: step.legs,
        residues: step.residues,
      };
    case 'retry':
      return { ...base, failure: step.failure, quotes: step.quotes, delay_ms: step.delayMs, ...deadOf(step.dead) };
    case 'failed':
      return { ...base, failure: step.failure, quotes: step.quotes, ...deadOf(step.dead) };
    case 'cancelled':
      return { ...base, ...deadOf(step.dead) };
    case 'expired':
      return { ...base, failure: step.missed, ...deadOf(step.dead) };
    case 'rest':
      return { ...base, failure: step.failure, delay_ms: step.delayMs, ...deadOf(step.dead) };
    case 'release':
      return { ...base, delay_ms: step.delayMs };
  }
}

function deadOf(dead: DeadSubmission | undefined): Record<string, unknown> {
  if (dead === undefined) return {};
  const base = { signature: dead.signature, submission_outcome: dead.outcome };
  return dead.outcome === 'failed' ? { ...base, slot: dead.slot, submission_error: dead.error } : base;
}
