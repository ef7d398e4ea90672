import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOL, USDC } from '../core/tokens/token.ts';
import { createOrderIntake } from './orderIntake.ts';
import { createRestingOrders, type RestingOrders } from './restingOrders.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { sampleAcceptance } from './testing/sampleOrder.ts';

const LEASE_MS = 60_000;
let db: FreshDatabase;
let one: RestingOrders;
let two: RestingOrders;

const trail = { bps: 100, maxSlippageBps: 100 };
const trigger = { source: 'mid', confirmSlots: 1, stop: null, takeProfit: null, trail } as const;
const rate = (amountOut: number) => ({ amountIn: '1000', amountOut: `${amountOut}` });

/** Orders of the only trader that begin to rest. */
async function rest(count: number): Promise<string[]> {
  const intake = createOrderIntake({ database: db.database });
  const items = Array.from({ length: count }, () =>
    sampleAcceptance({ traderId: 'trader', type: 'trailingStop', amountIn: 1_000n, slippageBps: null, trigger }),
  );
  const results = await Promise.all(items.map((item) => intake.accept(item)));
  expect(results.every(({ verdict }) => verdict === 'accepted')).toBe(true);
  return items.map(({ orderId }) => orderId);
}

beforeAll(async () => {
  db = await freshDatabase();
  const grant = JSON.stringify({ [SOL.mint]: '1000000000000', [USDC.mint]: '1000000000000' });
  await db.owner`select engine.open_trader('trader', 'wallet', ${grant}::text::jsonb)`;
  const store = (owner: string) =>
    createRestingOrders({ database: db.database, owner, leaseMs: LEASE_MS, onEvents: () => {}, pageSize: 7 });
  [one, two] = [store('one'), store('two')];
});
afterAll(() => db[Symbol.asyncDispose]());

describe('resting orders in Postgres', () => {
  it('are read page by page, and then what has changed since', async () => {
    const first = await rest(30);
    const all = await one.changes();
    expect(all.orders.map(({ orderId }) => orderId).sort()).toEqual(first.sort());
    expect(all.orders[0]).toMatchObject({ tokenIn: SOL.mint, amountIn: 1_000n, trigger, version: 1 });
    const second = await rest(9);
    const more = await one.changes(all.next);
    expect(more.orders.map(({ orderId }) => orderId)).toEqual(expect.arrayContaining(second));
    // Once no older transaction is under way on this server, of whatever database.
    await expect
      .poll(async () => (await one.changes((await one.changes(more.next)).next)).orders, { timeout: 60_000 })
      .toEqual([]);
  });

  it('are missed by no reading while transactions of several traders commit in any order', async () => {
    await db.owner`select engine.open_trader('slow', 'wallet-slow', '{}'::jsonb)`;
    const { next } = await one.changes();
    const [id] = await rest(1);
    if (id === undefined) throw new Error('no order rests');
    let commit = () => {};
    const written = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let wrote = () => {};
    const isWritten = new Promise<void>((resolve) => {
      wrote = resolve;
    });
    // An earlier transaction that commits after a later one was read.
    const slow = db.owner.begin(async (sql) => {
      await sql`update engine.orders set resting_xid = pg_current_xact_id() where id = ${id}`;
      wrote();
      await written;
    });
    await isWritten;
    const later = await rest(1);
    const read = await one.changes(next);
    expect(read.orders.map(({ orderId }) => orderId)).toContain(later[0]);
    commit();
    await slow;
    expect((await one.changes(read.next)).orders.map(({ orderId }) => orderId)).toContain(id);
  });

  it('are watched by one worker a pair, which keeps its lease while triggers are being committed', async () => {
    const [pair] = await one.watch();
    expect(pair).toMatchObject({ epoch: 1 });
    expect(await two.watch()).toEqual([]);
    let done = () => {};
    const until = new Promise<void>((resolve) => {
      done = resolve;
    });
    // As engine.trigger_orders holds it.
    const committing = db.owner.begin(async (sql) => {
      await sql`select 1 from engine.watched_pairs for share`;
      await until;
    });
    const extended = one.watch();
    await db.owner`select pg_sleep(0.05)`;
    done();
    expect(await extended).toEqual([pair]);
    await committing;
    await one.leave();
    expect(await two.watch()).toEqual([{ ...pair, epoch: 2 }]);
  });

  it('keep the highest watermark of their present terms', async () => {
    const [a = '', b = ''] = await rest(2);
    const pairs = await two.watch();
    const stored = async () =>
      new Map((await two.watermarks(pairs)).map(({ orderId, watermark }) => [orderId, watermark.amountOut]));
    const raise = (orderId: string, amountOut: number, version = 1) =>
      one.raiseWatermarks([{ orderId, version, watermark: rate(amountOut) }]);
    expect((await stored()).size).toBe(0);
    await one.raiseWatermarks([a, b].map((orderId) => ({ orderId, version: 1, watermark: rate(5) })));
    await raise(a, 9);
    await raise(a, 7);
    await raise(b, 8, 2);
    expect([(await stored()).get(a), (await stored()).get(b)]).toEqual(['9', '5']);
  });

  it('fire once, by the present lease and terms only', async () => {
    const [orderId = ''] = await rest(1);
    const [pair] = await two.watch();
    if (pair === undefined) throw new Error('no pair is watched');
    const fire = (given: { epoch?: number; version?: number }) =>
      two.fire({
        orderId,
        version: given.version ?? 1,
        pair: { ...pair, epoch: given.epoch ?? pair.epoch },
        fired: {
          by: 'trailingStop',
          slot: 1,
          source: 'mid',
          observed: rate(1),
          watermark: rate(2),
          quotedOut: '200',
          minOut: '190',
        },
      });
    expect(await fire({ epoch: pair.epoch - 1 })).toEqual({ verdict: 'stale' });
    expect(await fire({ version: 2 })).toEqual({ verdict: 'version' });
    const verdicts = await Promise.all([fire({}), fire({}), fire({})]);
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['ok', 'over', 'over']);
    expect(await db.audit()).toEqual([]);
  });
});
