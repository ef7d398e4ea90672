import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgSchema,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Failure } from '../core/order/failure.ts';
import type { OrderKindName } from '../core/order/kinds/orderKinds.ts';
import type { ExecutedLegView, ResidueView } from '../core/order/orderView.ts';
import type { StoredEvent } from '../core/order/storedEvent.ts';
import type { FiredView, RateView, TriggerTerms } from '../core/order/trigger/triggerTerms.ts';

export * from './authSchema.ts';

/**
 * The engine's tables. The application's role reads them and changes them only through the functions of `drizzle/functions/`, each of which is
 * one atomic step of the lifecycle.
 */
export const engine = pgSchema('engine');

/** Base units of a token; a u64 on chain. */
const amount = (name: string) => numeric(name, { precision: 20, scale: 0, mode: 'bigint' });
/** Sums of base units. */
const balance = (name: string) => numeric(name, { precision: 30, scale: 0, mode: 'bigint' });
const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * One row per trader. `lastSeq` counts the trader's events; a transaction that appends an event locks the row until its commit, so that the
 * numbers have no gaps.
 */
export const traders = engine.table('traders', {
  id: text('id').primaryKey(),
  wallet: text('wallet').notNull(),
  lastSeq: bigint('last_seq', { mode: 'bigint' }).notNull().default(sql`0`),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** The statuses of orders; a test compares these rows with core/order/lifecycle.ts. The triggers of `orders` enforce them, once per batch. */
export const orderStatuses = engine.table(
  'order_statuses',
  {
    status: text('status').primaryKey(),
    /** `open`, `done` (executed) or `ended` (without an execution). */
    phase: text('phase').notNull(),
  },
  () => [check('order_statuses_phase', sql`phase in ('open', 'done', 'ended')`)],
);

/** The steps that the lifecycle allows. */
export const statusSteps = engine.table(
  'status_steps',
  {
    from: text('from_status')
      .notNull()
      .references(() => orderStatuses.status),
    to: text('to_status')
      .notNull()
      .references(() => orderStatuses.status),
  },
  (table) => [primaryKey({ columns: [table.from, table.to] })],
);

/** The order kinds (core/order/kinds/orderKinds.ts), which `type` of an order names. */
export const orderKinds = engine.table('order_kinds', {
  kind: text('kind').primaryKey(),
  /** Whether its orders have `slippage_bps`. */
  hasSlippage: boolean('has_slippage').notNull(),
  /** Whether its orders wait for the market before they are executed. */
  rests: boolean('rests').notNull(),
});

/** An order. The row is the outbox: a due order is dispatched until it is final. */
export const orders = engine.table(
  'orders',
  {
    id: uuid('id').primaryKey(),
    traderId: text('trader_id')
      .notNull()
      .references(() => traders.id),
    idempotencyKey: text('idempotency_key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** Its kind: a row of `order_kinds`. */
    type: text('type').$type<OrderKindName>().notNull(),
    tokenIn: text('token_in').notNull(),
    tokenOut: text('token_out').notNull(),
    amountIn: amount('amount_in').notNull(),
    /** NULL for a kind without slippage. */
    slippageBps: integer('slippage_bps'),
    requestedMinOut: amount('requested_min_out'),
    minOut: amount('min_out').notNull(),
    quotedOut: amount('quoted_out'),
    quoteSlot: bigint('quote_slot', { mode: 'number' }),
    acceptedAt: at('accepted_at').notNull(),
    validUntil: at('valid_until').notNull(),
    status: text('status').notNull(),
    /** 0 before the first attempt; at most `lastAttempt`. */
    attempt: smallint('attempt').notNull().default(0),
    /** The last attempt that may be made: 3, or of an order that rests the third one after its trigger fired. */
    lastAttempt: smallint('last_attempt').notNull().default(3),
    /** The last attempt that a worker has begun; lower than `attempt` during a back-off. */
    begunAttempt: smallint('begun_attempt').notNull().default(0),
    eventSeq: integer('event_seq').notNull().default(0),
    /** Every claim raises it; a write that names an older one is refused. */
    leaseEpoch: bigint('lease_epoch', { mode: 'number' }).notNull().default(0),
    leaseOwner: text('lease_owner'),
    leaseUntil: at('lease_until'),
    /** The earliest time to execute it; NULL when due at once. */
    nextRunAt: at('next_run_at'),
    /** The time from which the sweeper executes the order if no worker holds it; NULL once final. Claims do not change it, since it is indexed. */
    dispatchAt: at('dispatch_at'),
    signature: text('signature'),
    failure: jsonb('failure').$type<Failure>(),
    /** What the order waits for beside its minimum; NULL for a kind without such conditions. */
    trigger: jsonb('trigger').$type<TriggerTerms>(),
    /** 1 at acceptance; each amendment raises it. */
    version: integer('version').notNull().default(1),
    /** True while the order waits for its trigger, as `pending`. */
    resting: boolean('resting').notNull().default(false),
    /** The transaction that made it rest, or changed how it rests: what a watcher reads next. NULL when it does not rest. */
    restingXid: transactionId('resting_xid'),
    /** The best rate since the acceptance; of an order that rests with a trailing stop. */
    watermark: jsonb('watermark').$type<RateView>(),
    /** The evidence of the last trigger that fired under the present terms. */
    fired: jsonb('fired').$type<FiredView>(),
    /** When its trader asked for its cancellation: no attempt begins from then on. */
    cancelRequestedAt: at('cancel_requested_at'),
    finalAt: at('final_at'),
    /** The history of the database in which the order was accepted (engine.incarnation), and the transaction; NULL in rows of earlier versions. */
    incarnation: text('incarnation').default(sql`engine.incarnation()`),
    acceptedXid: transactionId('accepted_xid').default(sql`pg_current_xact_id()`),
  },
  (table) => [
    uniqueIndex('orders_idempotency').on(table.traderId, table.idempotencyKey),
    index('orders_of_trader').on(table.traderId, table.id.desc()),
    index('orders_due').on(table.dispatchAt).where(sql`dispatch_at is not null`),
    index('orders_resting').on(table.restingXid).where(sql`resting`),
    index('orders_resting_of_trader').on(table.traderId).where(sql`resting`),
    check('orders_attempts', sql`attempt between 0 and last_attempt and begun_attempt between 0 and attempt`),
    check(
      'orders_amounts',
      sql`amount_in > 0 and min_out > 0 and amount_in <= 18446744073709551615 and min_out <= 18446744073709551615`,
    ),
    check('orders_two_tokens', sql`token_in <> token_out`),
    check('orders_slippage', sql`slippage_bps between 0 and 5000`),
    check('orders_pending_first', sql`attempt > 0 or status = 'pending' or final_at is not null`),
    check(
      'orders_resting_waits',
      sql`not resting or (status = 'pending' and lease_until is null and resting_xid is not null)`,
    ),
    check(
      'orders_final_rests',
      sql`final_at is null or (dispatch_at is null and lease_until is null and next_run_at is null)`,
    ),
    check('orders_open_is_dispatched', sql`final_at is not null or dispatch_at is not null`),
    check('orders_failure', sql`(status = 'failed') = (failure is not null)`),
  ],
);

/** Every committed step. `seq` counts within the order, `traderSeq` within the trader, both from 1 and without gaps. */
export const orderEvents = engine.table(
  'order_events',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    seq: integer('seq').notNull(),
    traderId: text('trader_id').notNull(),
    traderSeq: bigint('trader_seq', { mode: 'bigint' }).notNull(),
    status: text('status').notNull(),
    attempt: smallint('attempt').notNull(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
    at: at('at').notNull(),
    data: jsonb('data').$type<StoredEvent['data']>().notNull(),
    /** The phase of the status; NULL in rows of versions before phases. */
    phase: text('phase'),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.seq] }),
    uniqueIndex('order_events_of_trader').on(table.traderId, table.traderSeq),
    uniqueIndex('order_events_one_final').on(table.orderId).where(sql`phase <> 'open'`),
    uniqueIndex('order_events_one_final_of_before')
      .on(table.orderId)
      .where(sql`status in ('confirmed', 'failed') and phase is null`),
    check('order_events_phase', sql`phase is not null`),
  ],
);

/** Signed bytes, committed before they are sent. At most one of an order is live. */
export const submissions = engine.table(
  'submissions',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    attempt: smallint('attempt').notNull(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
    signature: text('signature').notNull(),
    transaction: bytes('transaction').notNull(),
    lastValidBlockHeight: bigint('last_valid_block_height', { mode: 'number' }).notNull(),
    outcome: text('outcome').notNull(),
    slot: bigint('slot', { mode: 'number' }),
    error: text('error'),
    createdAt: at('created_at').notNull(),
    /** When the engine learnt the outcome. */
    settledAt: at('settled_at'),
    /** The genesis that it was signed for; NULL in rows of earlier versions, which belong to the first genesis. */
    genesisId: bigint('genesis_id', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.attempt] }),
    uniqueIndex('submissions_signature').on(table.signature),
    uniqueIndex('submissions_one_live').on(table.orderId).where(sql`outcome in ('live', 'landed')`),
    check('submissions_outcome', sql`outcome in ('live', 'landed', 'failed', 'expired')`),
    check('submissions_landed', sql`(outcome in ('landed', 'failed')) = (slot is not null)`),
  ],
);

/** The execution of an order: one at most. */
export const fills = engine.table(
  'fills',
  {
    orderId: uuid('order_id')
      .primaryKey()
      .references(() => orders.id),
    signature: text('signature').notNull(),
    slot: bigint('slot', { mode: 'number' }).notNull(),
    amountIn: amount('amount_in').notNull(),
    amountOut: amount('amount_out').notNull(),
    legs: jsonb('legs').$type<ExecutedLegView[]>().notNull(),
    /** The residues of intermediate tokens, which the trader gets too. */
    residues: jsonb('residues').$type<ResidueView[]>().notNull(),
    settledAt: at('settled_at').notNull(),
  },
  (table) => [
    uniqueIndex('fills_signature').on(table.signature),
    check('fills_amounts', sql`amount_in > 0 and amount_out > 0`),
  ],
);

/** A trader's balance of a token, base units: the sums of the ledger's lines. */
export const balances = engine.table(
  'balances',
  {
    traderId: text('trader_id')
      .notNull()
      .references(() => traders.id),
    token: text('token').notNull(),
    available: balance('available').notNull(),
    held: balance('held').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.traderId, table.token] }),
    check('balances_not_negative', sql`available >= 0 and held >= 0`),
  ],
);

/** The ledger's transfers: each sums to zero per token over its lines. */
export const transfers = engine.table(
  'transfers',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    traderId: text('trader_id').notNull(),
    orderId: uuid('order_id').references(() => orders.id),
    at: at('at').notNull(),
    /** For a deposit: each token's mark at that time (core/market/mark.ts), by mint; NULL when there were no prices, and in rows of versions without marks. */
    marks: jsonb('marks').$type<Readonly<Record<string, string>>>(),
  },
  (table) => [
    index('transfers_adjustments').on(table.orderId).where(sql`kind = 'adjust'`),
    index('transfers_deposits').on(table.traderId, table.id).where(sql`kind = 'deposit'`),
    check('transfers_kind', sql`kind in ('deposit', 'hold', 'adjust', 'release', 'settle')`),
    check('transfers_order', sql`(kind = 'deposit') = (order_id is null)`),
    uniqueIndex('transfers_one_hold').on(table.orderId).where(sql`kind = 'hold'`),
    uniqueIndex('transfers_one_end').on(table.orderId).where(sql`kind in ('release', 'settle')`),
  ],
);

/**
 * One line of a transfer: the amount that an account gains (positive) or loses (negative). `market` and `faucet` are the counterparties outside.
 * A statement trigger checks, once per batch instead of once per row, that the transfer exists and sums to zero.
 */
export const ledgerLines = engine.table(
  'ledger_lines',
  {
    transferId: bigint('transfer_id', { mode: 'bigint' }).notNull(),
    line: smallint('line').notNull(),
    account: text('account').notNull(),
    traderId: text('trader_id').notNull(),
    token: text('token').notNull(),
    amount: balance('amount').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.transferId, table.line] }),
    check('ledger_lines_account', sql`account in ('available', 'held', 'market', 'faucet')`),
    check('ledger_lines_amount', sql`amount <> 0`),
  ],
);

/** Switches for the operator at run time: one row. */
export const controls = engine.table(
  'controls',
  {
    id: smallint('id').primaryKey().default(1),
    intakePaused: boolean('intake_paused').notNull().default(false),
    /** The fingerprint of the secret that wallets are derived from; NULL until the first server or worker has started. */
    walletFingerprint: text('wallet_fingerprint'),
  },
  () => [check('controls_one_row', sql`id = 1`)],
);

/** The row that the health check writes to prove that writes are stored. */
export const heartbeat = engine.table(
  'heartbeat',
  {
    id: smallint('id').primaryKey().default(1),
    at: timestamp('at', { withTimezone: true }).notNull(),
  },
  () => [check('heartbeat_one_row', sql`id = 1`)],
);

/**
 * The pairs that orders rest on, each watched by at most one worker at a time. `tokenA` is the one that sorts first. A trigger names the epoch of the lease
 * that it was found under.
 */
export const watchedPairs = engine.table(
  'watched_pairs',
  {
    tokenA: text('token_a').notNull(),
    tokenB: text('token_b').notNull(),
    owner: text('owner'),
    /** Every change of the owner raises it. */
    epoch: bigint('epoch', { mode: 'number' }).notNull().default(0),
    leaseUntil: at('lease_until'),
  },
  (table) => [
    primaryKey({ columns: [table.tokenA, table.tokenB] }),
    check('watched_pairs_order', sql`token_a < token_b`),
  ],
);

/** The chains that the engine has traded on; the one with the highest id is trusted now. */
export const genesis = engine.table('genesis', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  hash: text('hash').notNull(),
  seenAt: at('seen_at').notNull(),
});
