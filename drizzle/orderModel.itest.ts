import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import { canTransition, isFinal, type OrderStatus } from '../core/order/lifecycle.ts';
import type { OrderView } from '../core/order/orderView.ts';
import { storedEvent } from '../core/order/storedEvent.ts';
import { propertyRuns } from '../core/testing/propertyRuns.ts';
import { type Mint, SOL, USDC } from '../core/tokens/token.ts';
import { createAccountStore, PAPER_GRANT } from './accountStore.ts';
import { createOrderCancellation, type OrderCancellation } from './orderCancellation.ts';
import { createOrderExecution, type OrderExecution, type Transition } from './orderExecution.ts';
import { createOrderHistory, type OrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import {
  sampleFailure as failure,
  prepared,
  sampleQuotes as quotes,
  sampleAcceptance,
  sampleLeg,
} from './testing/sampleOrder.ts';

/**
 * Random sequences of all operations of servers and workers, compared with a readable model of orders and ledger: the engine's
 * functions have to return and store the same as the model. The seed is printed on failure; FC_SEED replays it.
 */

const TRADERS = ['ann', 'bob'] as const;
type TraderId = (typeof TRADERS)[number];
/** Large enough that a few orders exhaust a balance. */
const AMOUNTS = [1n, 20_000_000_000n, 60_000_000_000n];
const MIN_OUT = 100n;
/** An order with an age below this counts as just accepted, however slow the machine: the engine's own bound less a margin, milliseconds. */
const FRESH_MS = 4_000;
type ModelOrder = {
  readonly id: string;
  readonly trader: TraderId;
  readonly key: string;
  readonly amount: bigint;
  readonly placedAt: number;
  status: OrderStatus;
  attempt: number;
  epoch: number;
  leased: boolean;
  /** The attempt was begun by a claim or a retry under a lease: the next claim uses it up. */
  begun: boolean;
  /** It was taken by one commit, as a prepared order. */
  prepared: boolean;
  /** Its trader asked for the cancellation while a submission was live. */
  cancelRequested: boolean;
  live: string | undefined;
  events: OrderStatus[];
};
type Model = { orders: ModelOrder[]; available: Map<string, bigint>; signatures: number };
type Real = {
  db: FreshDatabase;
  execution: OrderExecution;
  intake: ReturnType<typeof createOrderIntake>;
  history: OrderHistory;
  cancellation: OrderCancellation;
};
type Command = fc.AsyncCommand<Model, Real>;

const balanceKey = (trader: TraderId, mint: Mint) => `${trader} ${mint}`;
function credit(model: Model, trader: TraderId, mint: Mint, amount: bigint): void {
  const key = balanceKey(trader, mint);
  model.available.set(key, (model.available.get(key) ?? 0n) + amount);
}

/** Accepts an order, repeats a request, or sends a different request under the same key. */
function place(opts: { trader: TraderId; amount: bigint; key: string; validForMs: number }): Command {
  return {
    check: () => true,
    toString: () => `place ${opts.trader} ${opts.amount} key ${opts.key}`,
    async run(model, { intake }) {
      const known = model.orders.find((order) => order.trader === opts.trader && order.key === opts.key);
      const id = uuidv7();
      const placedAt = performance.now();
      const answer = await intake.accept(
        sampleAcceptance({
          orderId: id,
          traderId: opts.trader,
          idempotencyKey: opts.key,
          fingerprint: String(opts.amount),
          amountIn: opts.amount,
          minOut: MIN_OUT,
          validForMs: opts.validForMs,
        }),
      );
      if (known !== undefined) {
        expect(answer).toEqual(
          known.amount === opts.amount ? { verdict: 'known', orderId: known.id } : { verdict: 'conflict' },
        );
        return;
      }
      if (opts.amount > (model.available.get(balanceKey(opts.trader, SOL.mint)) ?? 0n)) {
        expect(answer).toEqual({ verdict: 'refused', code: 'INSUFFICIENT_BALANCE' });
        return;
      }
      expect(answer).toMatchObject({ verdict: 'accepted', orderId: id });
      credit(model, opts.trader, SOL.mint, -opts.amount);
      model.orders.push({
        ...opts,
        id,
        placedAt,
        status: 'pending',
        attempt: 0,
        epoch: 0,
        leased: false,
        begun: false,
        prepared: false,
        cancelRequested: false,
        live: undefined,
        events: ['pending'],
      });
    },
  };
}

/** The nth order, if there are any. */
const chosen = (model: Readonly<Model>, nth: number) => model.orders[nth % Math.max(1, model.orders.length)];
function existing(model: Readonly<Model>, nth: number): ModelOrder {
  const order = chosen(model, nth);
  if (order === undefined) throw new Error('there is no order');
  return order;
}

function step(order: ModelOrder, status: OrderStatus): void {
  order.status = status;
  order.events.push(status);
}

/** Claims an order; with `lost` after its present lease has ended. */
function claim(nth: number, lost: boolean): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `claim ${nth}${lost ? ' after its lease' : ''}`,
    async run(model, { db, execution }) {
      const order = existing(model, nth);
      if (lost && order.leased)
        await db.owner`update engine.orders set lease_until = now() - interval '1 second' where id = ${order.id}`;
      const answer = await execution.claim(order.id);
      if (isFinal(order.status)) {
        expect(answer).toEqual({ verdict: 'final' });
        return;
      }
      if (order.leased && !lost) {
        expect(answer).toEqual({ verdict: 'leased' });
        return;
      }
      const tried = order.status === 'routing' || order.status === 'building';
      const exhausted = tried && order.begun && order.attempt >= 3;
      const steps = !exhausted && (order.status === 'pending' || (tried && order.begun));
      order.epoch += 1;
      order.leased = true;
      if (steps) {
        step(order, 'routing');
        order.attempt += 1;
      }
      if (!exhausted) order.begun = true;
      expect(answer).toMatchObject({
        verdict: 'claimed',
        event: steps,
        order: {
          orderId: order.id,
          epoch: order.epoch,
          status: order.status,
          attempt: order.attempt,
          ending: exhausted ? 'ATTEMPTS_EXHAUSTED' : undefined,
        },
      });
      if (answer.verdict === 'claimed') expect(answer.order.submission?.signature).toBe(order.live);
    },
  };
}

/** How a prepared order differs from the stored one, or that two workers prepared the same order. */
const FLAWS = ['none', 'none', 'none', 'bound', 'wallet', 'chain', 'two workers'] as const;

/** Takes an order that was routed and signed before it was leased. */
function submitPrepared(nth: number, flaw: (typeof FLAWS)[number]): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `submit ${nth} prepared, flaw ${flaw}`,
    async run(model, { execution }) {
      const order = existing(model, nth);
      const terms = {
        orderId: order.id,
        traderId: order.trader,
        wallet: `wallet of ${order.trader}`,
        type: 'market' as const,
        tokenIn: SOL.mint,
        tokenOut: USDC.mint,
        amountIn: order.amount,
        minOut: MIN_OUT,
        acceptedAt: new Date(),
        validUntil: new Date(),
      };
      const seen = await execution.toPrepare(order.id);
      const give = (given: Parameters<typeof prepared>[2]) =>
        execution.submit(prepared(terms, `sig-${model.signatures++}`, given));
      const first = await Promise.all([
        give({
          ...(flaw === 'chain' ? { genesisHash: 'another' } : {}),
          terms: flaw === 'bound' ? { minOut: MIN_OUT - 1n } : flaw === 'wallet' ? { wallet: 'another' } : {},
        }),
        ...(flaw === 'two workers' ? [give({})] : []),
      ]);
      const [{ verdict, epoch }, second] = first;
      if (verdict === 'not_fresh' && performance.now() - order.placedAt > FRESH_MS) return;
      const free = !order.leased && order.status === 'pending';
      if (performance.now() - order.placedAt < FRESH_MS) expect(seen?.orderId).toBe(free ? order.id : undefined);
      if (isFinal(order.status)) expect(verdict).toBe('final');
      else if (order.leased) expect(verdict).toBe('leased');
      else if (order.status !== 'pending') expect(verdict).toBe('begun');
      else if (flaw === 'bound' || flaw === 'wallet') expect(verdict).toBe('terms');
      else if (flaw === 'chain') expect(verdict).toBe('other_chain');
      else {
        expect({ verdict, epoch }).toEqual({ verdict: 'ok', epoch: order.epoch + 1 });
        // The second worker's transaction is not taken.
        if (second !== undefined) expect(second).toEqual({ verdict: 'leased' });
        for (const status of ['routing', 'building', 'submitted'] as const) step(order, status);
        order.epoch += 1;
        order.attempt = 1;
        order.leased = true;
        order.begun = true;
        order.prepared = true;
        order.live = `sig-${model.signatures - first.length}`;
      }
    },
  };
}

/** Cancels an order, or all of its trader's open ones. */
function cancel(nth: number, all: boolean): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `cancel ${all ? 'all of the trader of ' : ''}${nth}`,
    async run(model, { cancellation }) {
      const { id, trader } = existing(model, nth);
      const asked = model.orders.filter((order) =>
        all ? order.trader === trader && !isFinal(order.status) : order.id === id,
      );
      const verdicts = asked.map((order) => {
        const { epoch } = order;
        if (isFinal(order.status)) return { orderId: order.id, epoch, verdict: 'already_final' };
        if (order.status === 'submitted') {
          order.cancelRequested = true;
          return { orderId: order.id, epoch, verdict: 'too_late' };
        }
        step(order, 'cancelled');
        order.leased = false;
        credit(model, trader, SOL.mint, order.amount);
        return { orderId: order.id, epoch, verdict: 'cancelled' };
      });
      const answer = await cancellation.cancel({ traderId: trader, ...(all ? {} : { orderIds: [id] }) });
      expect(new Set(answer)).toEqual(new Set(verdicts));
    },
  };
}

const KINDS = ['building', 'submitted', 'confirmed', 'retry', 'failed', 'cancelled', 'release'] as const;
type Kind = (typeof KINDS)[number];

/** A step under the order's epoch or the previous one; `told`: with the outcome of the live submission. */
function commit(nth: number, kind: Kind, opts: { old: boolean; told: boolean }): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `${kind} ${nth}${opts.old ? ' of an old epoch' : ''}${opts.told ? '' : ' untold'}`,
    async run(model, { execution }) {
      const order = existing(model, nth);
      const signature = kind === 'submitted' ? `sig-${model.signatures++}` : (order.live ?? 'sig-of-nobody');
      const verdict = await execution.transition({
        orderId: order.id,
        epoch: opts.old ? order.epoch - 1 : order.epoch,
        step: stepOf(order, kind, signature, opts.told),
      });
      const target = kind === 'retry' ? 'routing' : kind;
      const deadWell = order.status !== 'submitted' || opts.told;
      const legal =
        kind === 'release' ||
        (target !== 'release' &&
          canTransition({ from: order.status, to: target }) &&
          (kind !== 'retry' || (order.status !== 'pending' && order.attempt < 3)) &&
          ((kind !== 'retry' && kind !== 'failed' && kind !== 'cancelled') || deadWell));
      if (opts.old || isFinal(order.status) || !order.leased) expect(verdict).toBe('stale');
      else if (!legal) expect(verdict).toBe('illegal');
      else if (kind === 'retry' && order.cancelRequested) expect(verdict).toBe('cancelled');
      else {
        expect(verdict).toBe('ok');
        apply(model, order, kind, signature);
      }
    },
  };
}

function stepOf(order: ModelOrder, kind: Kind, signature: string, told: boolean): Transition {
  const dead = told && order.live !== undefined ? ({ signature, outcome: 'expired' } as const) : undefined;
  switch (kind) {
    case 'building':
      return { kind, data: quotes };
    case 'submitted':
      return { kind, signature, transaction: new Uint8Array([1]), lastValidBlockHeight: 9 };
    case 'confirmed':
      return {
        kind,
        signature,
        slot: 3,
        amountIn: order.amount,
        amountOut: MIN_OUT + 1n,
        legs: [sampleLeg],
        residues: [],
      };
    case 'retry':
      return { kind, failure, delayMs: 0, dead };
    case 'failed':
      return { kind, failure, dead };
    case 'cancelled':
      return { kind, dead };
    case 'release':
      return { kind, delayMs: 0 };
  }
}

function apply(model: Model, order: ModelOrder, kind: Kind, signature: string): void {
  switch (kind) {
    case 'building':
      step(order, 'building');
      return;
    case 'submitted':
      step(order, 'submitted');
      order.live = signature;
      return;
    case 'confirmed':
      step(order, 'confirmed');
      credit(model, order.trader, USDC.mint, MIN_OUT + 1n);
      break;
    case 'failed':
    case 'cancelled':
      step(order, kind);
      credit(model, order.trader, SOL.mint, order.amount);
      break;
    case 'retry':
      step(order, 'routing');
      order.attempt += 1;
      order.begun = true;
      order.live = undefined;
      return;
    case 'release':
      order.leased = false;
      // After a release in `routing` the attempt has not begun.
      if (order.status === 'routing') order.begun = false;
      return;
  }
  order.leased = false;
  order.live = undefined;
}

const NEXT: Readonly<Partial<Record<OrderStatus, Kind>>> = {
  routing: 'building',
  building: 'submitted',
  submitted: 'confirmed',
};

/** The next step of a worker without any failure, so that sequences make progress. */
function forward(nth: number): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `forward ${nth}`,
    run(model, real) {
      const order = existing(model, nth);
      const kind = order.leased ? NEXT[order.status] : undefined;
      return (kind === undefined ? claim(nth, false) : commit(nth, kind, { old: false, told: true })).run(model, real);
    },
  };
}

/** All tables equal the model, and an order equals the result of applying its events. */
const compare: Command = {
  check: () => true,
  toString: () => 'compare',
  async run(model, { db, history }) {
    expect([...(await db.owner`select * from engine.audit`)]).toEqual([]);
    const balances = await db.owner<{ trader_id: TraderId; token: Mint; available: string; held: string }[]>`
      select trader_id, token, available::text as available, held::text as held from engine.balances`;
    for (const { trader_id, token, available, held } of balances) {
      expect(BigInt(available)).toBe(model.available.get(balanceKey(trader_id, token)) ?? 0n);
      const open = model.orders.filter((order) => order.trader === trader_id && !isFinal(order.status));
      expect(BigInt(held)).toBe(token === SOL.mint ? open.reduce((sum, order) => sum + order.amount, 0n) : 0n);
    }
    for (const { id, trader } of model.orders) {
      const { order, events } = await history.get({ traderId: trader, orderId: id });
      expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
    }
    for (const row of await db.owner`select status, data from engine.order_events`)
      expect(storedEvent.parse(row)).toEqual(row);
    const events = await db.owner<{ order_id: string; statuses: OrderStatus[] }[]>`
      select order_id, jsonb_agg(status order by seq) as statuses from engine.order_events group by 1`;
    expect(new Map(events.map((row) => [row.order_id, row.statuses]))).toEqual(
      new Map(model.orders.map((order) => [order.id, order.events])),
    );
  },
};

const nth = fc.nat({ max: 5 });
const commands = fc.commands(
  [
    fc
      .record({
        trader: fc.constantFrom(...TRADERS),
        amount: fc.constantFrom(...AMOUNTS),
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        validForMs: fc.constant(3_600_000),
      })
      .map(place),
    fc.tuple(nth, fc.boolean()).map(([n, lost]) => claim(n, lost)),
    fc.tuple(nth, fc.boolean()).map(([n, all]) => cancel(n, all)),
    ...KINDS.map((kind) =>
      fc
        .tuple(nth, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
        .map(([n, old, told]) => commit(n, kind, { old: old === 0, told: told > 0 })),
    ),
    ...Array.from({ length: 3 }, () =>
      fc.tuple(nth, fc.constantFrom(...FLAWS)).map(([n, flaw]) => submitPrepared(n, flaw)),
    ),
    ...Array.from({ length: 7 }, () => nth.map(forward)),
    fc.constant(compare),
  ],
  { maxCommands: 60, size: 'max' },
);

it('changes orders and ledger like the model', { timeout: 240_000 }, async () => {
  await using db = await freshDatabase();
  const accounts = createAccountStore({ database: db.database });
  const real: Real = {
    db,
    intake: createOrderIntake({ database: db.database }),
    cancellation: createOrderCancellation({ database: db.database }),
    history: createOrderHistory({ database: db.database }),
    execution: createOrderExecution({ database: db.database, owner: 'w', leaseMs: 3_600_000, onEvents: () => {} }),
  };
  // The worker starts before any order is accepted.
  await real.execution.claim(uuidv7());
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      await db.owner.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        for (const table of [
          'ledger_lines',
          'transfers',
          'fills',
          'submissions',
          'order_events',
          'orders',
          'balances',
          'traders',
        ])
          await sql.unsafe(`delete from engine.${table}`);
      });
      const available = new Map<string, bigint>();
      for (const traderId of TRADERS) {
        await accounts.openTrader({ traderId, wallet: `wallet of ${traderId}` });
        for (const [mint, amount] of PAPER_GRANT) available.set(balanceKey(traderId, mint as Mint), amount);
      }
      const model: Model = { orders: [], available, signatures: 0 };
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      await compare.run(model, real);
      for (const order of model.orders) {
        count(order.status);
        count(`attempt ${order.attempt}`);
        if (order.prepared) count('prepared');
      }
    }),
    propertyRuns(100),
  );
  // Sequences without any progress would be useless.
  for (const what of ['confirmed', 'failed', 'cancelled', 'submitted', 'attempt 2', 'prepared'])
    expect(reached.get(what) ?? 0, JSON.stringify([...reached])).toBeGreaterThan(0);
});
