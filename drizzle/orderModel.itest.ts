import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import { isFinal, type OrderStatus } from '../core/order/lifecycle.ts';
import type { OrderView } from '../core/order/orderView.ts';
import { storedEvent } from '../core/order/storedEvent.ts';
import { propertyRuns } from '../core/testing/propertyRuns.ts';
import { type Mint, SOL } from '../core/tokens/token.ts';
import { createAccountStore, PAPER_GRANT } from './accountStore.ts';
import { createOrderAmendment } from './orderAmendment.ts';
import { createOrderCancellation } from './orderCancellation.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { createRestingOrders } from './restingOrders.ts';
import { freshDatabase } from './testing/freshDatabase.ts';
import { cancel, claim, FLAWS, place, submitPrepared } from './testing/modelCommands.ts';
import { amend, expire, fire, watch } from './testing/modelResting.ts';
import { commit, KINDS, type Kind } from './testing/modelSteps.ts';
import {
  AMOUNTS,
  balanceKey,
  type Command,
  chosen,
  existing,
  type Model,
  type Real,
  TRADERS,
  type TraderId,
} from './testing/orderModel.ts';

/**
 * Random sequences of all operations of servers and workers, compared with a readable model of orders and ledger: the engine's
 * functions have to return and store the same as the model. The seed is printed on failure; FC_SEED replays it.
 */

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
      if (order.resting && !order.expired) {
        const watcher = model.lease?.owner ?? 0;
        return (
          model.believed[watcher] === undefined
            ? watch(watcher, false)
            : fire(watcher, nth, { minOut: 50n, old: false })
        ).run(model, real);
      }
      const isOver = order.expired && order.status !== 'submitted';
      const kind = order.leased ? (isOver ? 'expired' : NEXT[order.status]) : undefined;
      return (kind === undefined ? claim(nth, false) : commit(nth, kind, { old: false, told: true })).run(model, real);
    },
  };
}

const readerOf = ([first]: Real['watchers']) => {
  if (first === undefined) throw new Error('there is no watcher');
  return first;
};

/** All tables equal the model, and an order equals the result of applying its events. */
const compare: Command = {
  check: () => true,
  toString: () => 'compare',
  async run(model, { db, history, watchers }) {
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
    const { orders: rest } = await readerOf(watchers).changes();
    expect(
      new Map(rest.map(({ orderId, version, amountIn, minOut }) => [orderId, { version, amountIn, minOut }])),
    ).toEqual(
      new Map(
        model.orders.flatMap(({ resting, id, version, amount: amountIn, minOut }) =>
          resting ? [[id, { version, amountIn, minOut }]] : [],
        ),
      ),
    );
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
const watcher = fc.nat({ max: 1 });
const commands = fc.commands(
  [
    fc
      .record({
        trader: fc.constantFrom(...TRADERS),
        kind: fc.constantFrom('market', 'stop'),
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
    fc.tuple(watcher, fc.integer({ min: 0, max: 3 })).map(([w, lost]) => watch(w, lost === 0)),
    ...Array.from({ length: 3 }, () =>
      fc
        .tuple(watcher, nth, fc.constantFrom(10n, 200n), fc.integer({ min: 0, max: 5 }))
        .map(([w, n, minOut, old]) => fire(w, n, { minOut, old: old === 0 })),
    ),
    fc
      .tuple(nth, fc.constantFrom(...AMOUNTS), fc.integer({ min: 0, max: 5 }))
      .map(([n, amount, old]) => amend(n, { amount, old: old === 0 })),
    nth.map(expire),
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
    amendment: createOrderAmendment({ database: db.database }),
    watchers: ['one', 'two'].map((owner) =>
      createRestingOrders({ database: db.database, owner, leaseMs: 3_600_000, onEvents: () => {} }),
    ),
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
          'watched_pairs',
          'traders',
        ])
          await sql.unsafe(`delete from engine.${table}`);
      });
      const available = new Map<string, bigint>();
      for (const traderId of TRADERS) {
        await accounts.openTrader({ traderId, wallet: `wallet of ${traderId}` });
        for (const [mint, amount] of PAPER_GRANT) available.set(balanceKey(traderId, mint as Mint), amount);
      }
      const model: Model = { orders: [], available, signatures: 0, lease: undefined, believed: [], reached };
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
  // Sequences without any progress would be useless. What is rarer has tests of its own.
  for (const what of ['confirmed', 'cancelled', 'trigger ok', 'trigger over', 'amended'])
    expect(reached.get(what) ?? 0, JSON.stringify([...reached])).toBeGreaterThan(0);
});
