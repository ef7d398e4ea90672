import { describe, expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import { ORDER_KINDS } from '../core/order/kinds/orderKinds.ts';
import { canTransition, ORDER_STATUSES, phaseOf } from '../core/order/lifecycle.ts';
import type { OrderView } from '../core/order/orderView.ts';
import { JUP } from '../core/testing/usualListing.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import { createAccountStore, PAPER_GRANT } from './accountStore.ts';
import { createOrderExecution, type Transition } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import {
  building,
  confirmed,
  sampleFailure as failure,
  ONE_SOL,
  sampleAcceptance,
  submitted,
} from './testing/sampleOrder.ts';

function engineOn(db: FreshDatabase, opts: { leaseMs?: number } = {}) {
  const news: string[] = [];
  return {
    news,
    intake: createOrderIntake({ database: db.database }),
    accounts: createAccountStore({ database: db.database }),
    history: createOrderHistory({ database: db.database }),
    execution: createOrderExecution({
      database: db.database,
      owner: 'worker-1',
      leaseMs: opts.leaseMs ?? 5_000,
      onEvents: (ids) => void news.push(...ids),
    }),
  };
}

async function opened(engine: ReturnType<typeof engineOn>, traderId = 'trader-1') {
  await engine.accounts.openTrader({ traderId, wallet: `wallet-of-${traderId}` });
  return traderId;
}

async function claimed(engine: ReturnType<typeof engineOn>, orderId: string) {
  const result = await engine.execution.claim(orderId);
  if (result.verdict !== 'claimed') throw new Error(`not claimed but ${result.verdict}`);
  return result.order;
}

/** The order as it is served, which has to equal the result of applying its events. */
async function served(engine: ReturnType<typeof engineOn>, item: { traderId: string; orderId: string }) {
  const { order, events } = await engine.history.get(item);
  expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
  return order;
}

async function balanceOf(engine: ReturnType<typeof engineOn>, traderId: string, mint: string) {
  const { balances } = await engine.accounts.balances(traderId);
  const found = balances.find((b) => b.token === mint);
  return { available: BigInt(found?.available ?? 0), held: BigInt(found?.held ?? 0) };
}

const grant = (mint: typeof SOL.mint) => PAPER_GRANT.get(mint) ?? 0n;

describe('an order from acceptance to its final status', () => {
  it('takes every step, settles once and leaves a clean audit', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const item = sampleAcceptance({ traderId });
    expect(await engine.intake.accept(item)).toMatchObject({
      verdict: 'accepted',
      orderId: item.orderId,
      traderSeq: 1n,
    });
    expect(await balanceOf(engine, traderId, SOL.mint)).toEqual({
      available: grant(SOL.mint) - ONE_SOL,
      held: ONE_SOL,
    });

    const order = await claimed(engine, item.orderId);
    expect(order).toMatchObject({
      status: 'routing',
      attempt: 1,
      epoch: 1,
      amountIn: ONE_SOL,
      minOut: 100n,
      submission: undefined,
    });
    for (const step of [building, submitted('sig-1'), confirmed('sig-1', 123n)]) {
      expect(await engine.execution.transition({ orderId: item.orderId, epoch: 1, step })).toBe('ok');
    }
    expect(await balanceOf(engine, traderId, SOL.mint)).toEqual({ available: grant(SOL.mint) - ONE_SOL, held: 0n });
    expect(await balanceOf(engine, traderId, USDC.mint)).toEqual({ available: grant(USDC.mint) + 123n, held: 0n });
    expect(await balanceOf(engine, traderId, JUP.mint)).toEqual({ available: grant(JUP.mint) + 5n, held: 0n });

    const { order: view, events, submissions } = await engine.history.get({ traderId, orderId: item.orderId });
    expect(view).toMatchObject({ status: 'confirmed', attempt: 1, signature: 'sig-1', failure: null });
    expect(await served(engine, item)).toEqual(view);
    expect(view.fill).toMatchObject({ amountIn: ONE_SOL.toString(), amountOut: '123', signature: 'sig-1', slot: 9 });
    expect(events.map((e) => [e.seq, e.traderSeq, e.status])).toEqual([
      [1, '1', 'pending'],
      [2, '2', 'routing'],
      [3, '3', 'building'],
      [4, '4', 'submitted'],
      [5, '5', 'confirmed'],
    ]);
    expect(submissions).toMatchObject([{ attempt: 1, signature: 'sig-1', outcome: 'landed', transaction: 'AQID' }]);
    expect(await engine.execution.claim(item.orderId)).toEqual({ verdict: 'final' });
    expect(new Set(engine.news)).toEqual(new Set([traderId]));
    expect(await db.audit()).toEqual([]);
  });

  it('releases the hold when it fails', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const item = sampleAcceptance({ traderId });
    await engine.intake.accept(item);
    await claimed(engine, item.orderId);
    expect(
      await engine.execution.transition({ orderId: item.orderId, epoch: 1, step: { kind: 'failed', failure } }),
    ).toBe('ok');
    expect(await balanceOf(engine, traderId, SOL.mint)).toEqual({ available: grant(SOL.mint), held: 0n });
    expect((await engine.history.get({ traderId, orderId: item.orderId })).order).toMatchObject({
      status: 'failed',
      failure,
    });
    expect(await db.audit()).toEqual([]);
  });

  it('is attempted at most three times, and a lost worker counts as an attempt', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const item = sampleAcceptance({ traderId });
    await engine.intake.accept(item);
    const expireLease = () =>
      db.owner`update engine.orders set lease_until = now() - interval '1 second' where id = ${item.orderId}`;
    expect(await claimed(engine, item.orderId)).toMatchObject({ attempt: 1, epoch: 1 });
    expect(await engine.execution.claim(item.orderId)).toEqual({ verdict: 'leased' });
    await expireLease();
    expect(await claimed(engine, item.orderId)).toMatchObject({ attempt: 2, epoch: 2, status: 'routing' });
    const retry: Transition = { kind: 'retry', failure, delayMs: 60_000 };
    expect(await engine.execution.transition({ orderId: item.orderId, epoch: 2, step: retry })).toBe('ok');
    expect(await engine.execution.claim(item.orderId)).toMatchObject({ verdict: 'waiting' });
    const { nextRunAt, steps } = await served(engine, item);
    expect(Date.parse(nextRunAt ?? '') - Date.parse(steps.at(-1)?.at ?? '')).toBe(60_000);
    await db.owner`update engine.orders set next_run_at = null where id = ${item.orderId}`;
    expect(await claimed(engine, item.orderId)).toMatchObject({ attempt: 3, epoch: 3, ending: undefined });
    expect(await engine.execution.transition({ orderId: item.orderId, epoch: 3, step: { ...retry, delayMs: 0 } })).toBe(
      'illegal',
    );
    await expireLease();
    expect(await claimed(engine, item.orderId)).toMatchObject({ attempt: 3, epoch: 4, ending: 'ATTEMPTS_EXHAUSTED' });
    const rest: Transition = { kind: 'release', delayMs: 1_000 };
    expect(await engine.execution.transition({ orderId: item.orderId, epoch: 4, step: rest })).toBe('ok');
    expect(await served(engine, item)).toMatchObject({ seq: 4, status: 'routing', attempt: 3, nextRunAt });
    const events = (await engine.history.get({ traderId, orderId: item.orderId })).events;
    expect(events.map((e) => [e.status, e.attempt])).toEqual([
      ['pending', 0],
      ['routing', 1],
      ['routing', 2],
      ['routing', 3],
    ]);
    expect(events[2]?.data).toMatchObject({
      retry: { failure: { code: 'INTERRUPTED', message: expect.stringContaining('interrupted') } },
    });
    expect(await db.audit()).toEqual([]);
  });

  it('passes a live submission to the next claim without using up an attempt', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const item = sampleAcceptance({ traderId, validForMs: 1 });
    await engine.intake.accept(item);
    await db.owner`select pg_sleep(0.01)`;
    // The order had expired before it was begun.
    expect(await claimed(engine, item.orderId)).toMatchObject({ ending: 'EXPIRED', status: 'pending', attempt: 0 });

    const other = sampleAcceptance({ traderId });
    await engine.intake.accept(other);
    await claimed(engine, other.orderId);
    await engine.execution.transition({ orderId: other.orderId, epoch: 1, step: building });
    await engine.execution.transition({ orderId: other.orderId, epoch: 1, step: submitted('sig-2') });
    await engine.execution.transition({ orderId: other.orderId, epoch: 1, step: { kind: 'release', delayMs: 0 } });
    expect(await engine.execution.transition({ orderId: other.orderId, epoch: 1, step: confirmed('sig-2') })).toBe(
      'stale',
    );
    const again = await claimed(engine, other.orderId);
    expect(again).toMatchObject({
      status: 'submitted',
      attempt: 1,
      epoch: 2,
      submission: { signature: 'sig-2', lastValidBlockHeight: 150 },
    });
    expect(Buffer.from(again.submission?.transaction ?? []).toString('hex')).toBe('010203');
    // Without the outcome of the submission it may neither fail nor be attempted again, and another signature does not settle it.
    const at = { orderId: other.orderId, epoch: 2 };
    expect(await engine.execution.transition({ ...at, step: { kind: 'failed', failure } })).toBe('illegal');
    expect(await engine.execution.transition({ ...at, step: { kind: 'retry', failure, delayMs: 0 } })).toBe('illegal');
    expect(await engine.execution.transition({ ...at, step: confirmed('sig-x') })).toBe('illegal');
    expect(await engine.execution.transition({ ...at, step: confirmed('sig-2', 99n) })).toBe('illegal');
    const dead = { signature: 'sig-2', outcome: 'failed', slot: 8, error: '6005' } as const;
    expect(await engine.execution.transition({ ...at, step: { kind: 'retry', failure, delayMs: 0, dead } })).toBe('ok');
    expect(await engine.execution.transition({ ...at, step: building })).toBe('ok');
    expect(await engine.execution.transition({ ...at, step: submitted('sig-3') })).toBe('ok');
    expect(await engine.execution.transition({ ...at, step: confirmed('sig-3') })).toBe('ok');
    expect(await db.audit()).toEqual([]);
  });

  it('refuses every write of an old epoch', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const item = sampleAcceptance({ traderId });
    await engine.intake.accept(item);
    await claimed(engine, item.orderId);
    await db.owner`update engine.orders set lease_until = now() - interval '1 second' where id = ${item.orderId}`;
    await claimed(engine, item.orderId);
    const steps: Transition[] = [
      building,
      submitted('s'),
      confirmed('s'),
      { kind: 'retry', failure, delayMs: 0 },
      { kind: 'failed', failure },
      { kind: 'release', delayMs: 0 },
    ];
    for (const step of steps)
      expect(await engine.execution.transition({ orderId: item.orderId, epoch: 1, step })).toBe('stale');
    expect(await engine.execution.extendLeases([{ orderId: item.orderId, epoch: 1 }])).toEqual([
      { orderId: item.orderId, epoch: 1 },
    ]);
    expect(await engine.execution.extendLeases([{ orderId: item.orderId, epoch: 2 }])).toEqual([]);
  });

  it('sweeps exactly the orders that are due and not leased', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const [fresh, held, lost, waiting] = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const item = sampleAcceptance({ traderId });
        await engine.intake.accept(item);
        return item.orderId;
      }),
    );
    if (!fresh || !held || !lost || !waiting) throw new Error('not accepted');
    for (const id of [held, lost, waiting]) await claimed(engine, id);
    await db.owner`update engine.orders set lease_until = now() - interval '1 second', dispatch_at = now() - interval '1 second' where id = ${lost}`;
    await engine.execution.transition({
      orderId: waiting,
      epoch: 1,
      step: { kind: 'retry', failure, delayMs: 60_000 },
    });
    expect(await engine.execution.sweep({ limit: 10, againMs: 60_000 })).toEqual([{ orderId: lost, epoch: 1 }]);
    expect(await engine.execution.sweep({ limit: 10, againMs: 60_000 })).toEqual([]);
    await db.owner`update engine.orders set dispatch_at = now() where id = ${fresh}`;
    expect(await engine.execution.sweep({ limit: 10, againMs: 60_000 })).toEqual([{ orderId: fresh, epoch: 0 }]);
  });
});

describe('acceptance', () => {
  it('makes one order of one key for any concurrent requests, and returns a conflict for a different request', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const results = await Promise.all(
      Array.from({ length: 50 }, () => engine.intake.accept(sampleAcceptance({ traderId, idempotencyKey: 'k' }))),
    );
    const ids = new Set(results.map((r) => ('orderId' in r ? r.orderId : r.verdict)));
    expect(ids.size).toBe(1);
    expect(results.filter((r) => r.verdict === 'accepted')).toHaveLength(1);
    expect(await engine.intake.accept(sampleAcceptance({ traderId, idempotencyKey: 'k', fingerprint: 'g' }))).toEqual({
      verdict: 'conflict',
    });
    // The key is checked before every refusal.
    await db.database.sql`select engine.pause_intake(true)`;
    expect(
      await engine.intake.accept(sampleAcceptance({ traderId, idempotencyKey: 'k', refusal: 'NO_ROUTE' })),
    ).toMatchObject({ verdict: 'known' });
    expect(await engine.intake.accept(sampleAcceptance({ traderId }))).toEqual({
      verdict: 'refused',
      code: 'INTAKE_PAUSED',
    });
    expect(await db.audit()).toEqual([]);
  });

  it('never lets the holds of concurrent orders exceed the balance, and refuses only orders that do not fit', async () => {
    await using db = await freshDatabase();
    const engine = engineOn(db);
    const traderId = await opened(engine);
    const half = grant(SOL.mint) / 2n;
    const amounts = [half, half + 1n, half, 1n, grant(SOL.mint) + 1n];
    const results = await Promise.all(
      amounts.map((amountIn) => engine.intake.accept(sampleAcceptance({ traderId, amountIn }))),
    );
    expect(results.map((r) => r.verdict)).toEqual(['accepted', 'refused', 'accepted', 'refused', 'refused']);
    expect(await balanceOf(engine, traderId, SOL.mint)).toEqual({ available: 0n, held: grant(SOL.mint) });
    expect(await db.audit()).toEqual([]);
    expect(await engine.accounts.topUp(traderId)).toBe(true);
    expect(await engine.accounts.topUp(traderId)).toBe(false);
    expect(await balanceOf(engine, traderId, SOL.mint)).toEqual({ available: grant(SOL.mint), held: grant(SOL.mint) });
    expect(await db.audit()).toEqual([]);
  });

  it('serves many concurrent workers and traders without a deadlock, a gap or a lost unit', async () => {
    await using db = await freshDatabase();
    const engines = [engineOn(db), engineOn(db), engineOn(db)];
    const [first] = engines;
    if (first === undefined) throw new Error('no engine');
    const traders = Array.from({ length: 8 }, (_, i) => `trader-${i}`);
    for (const traderId of traders) await opened(first, traderId);
    await Promise.all(
      Array.from({ length: 240 }, async (_, i) => {
        const engine = engines[i % 3] ?? first;
        const item = sampleAcceptance({ traderId: traders[i % 8] ?? 'trader-0', amountIn: 1_000n + BigInt(i) });
        await engine.intake.accept(item);
        const order = await claimed(engines[(i + 1) % 3] ?? first, item.orderId);
        const at = { orderId: item.orderId, epoch: order.epoch };
        const execution = (engines[(i + 1) % 3] ?? first).execution;
        if (i % 5 === 0) {
          expect(await execution.transition({ ...at, step: { kind: 'failed', failure } })).toBe('ok');
          return;
        }
        expect(await execution.transition({ ...at, step: building })).toBe('ok');
        expect(await execution.transition({ ...at, step: submitted(`sig-${i}`) })).toBe('ok');
        const step: Transition = {
          kind: 'confirmed',
          signature: `sig-${i}`,
          slot: 3,
          amountIn: item.amountIn,
          amountOut: 100n,
          legs: [],
          residues: [],
        };
        expect(await execution.transition({ ...at, step })).toBe('ok');
      }),
    );
    expect(await db.audit()).toEqual([]);
    const streams = await first.history.traderEvents({
      cursors: traders.map((traderId) => ({ traderId, after: 0n })),
      each: 100_000,
    });
    for (const i of traders.keys()) {
      const events = streams[i] ?? [];
      expect(events.map((e) => e.traderSeq)).toEqual(events.map((_, i) => String(i + 1)));
      expect(events).toHaveLength(24 * 5 + 6 * 3);
    }
  });
});

describe('the rules in the database', () => {
  it('agree with core about every status, step and kind', async () => {
    await using db = await freshDatabase();
    const [rows] = await db.owner`
      select (select json_object_agg(s.status, s.phase) from engine.order_statuses s) as phases,
             (select json_agg(l.from_status || ' ' || l.to_status) from engine.status_steps l) as steps,
             (select json_object_agg(k.kind, k.has_slippage) from engine.order_kinds k) as kinds`;
    expect(rows?.phases).toEqual(Object.fromEntries(ORDER_STATUSES.map((status) => [status, phaseOf(status)])));
    const legal = ORDER_STATUSES.flatMap((from) =>
      ORDER_STATUSES.filter((to) => canTransition({ from, to })).map((to) => `${from} ${to}`),
    );
    expect(rows?.steps.toSorted()).toEqual(legal.toSorted());
    expect(rows?.kinds).toEqual(
      Object.fromEntries(ORDER_KINDS.map(({ name, fields }) => [name, 'slippageBps' in fields])),
    );
  });
});
