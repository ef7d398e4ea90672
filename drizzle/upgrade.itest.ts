import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import { orderStory } from '../core/order/orderStory.ts';
import { type OrderView, orderEventView } from '../core/order/orderView.ts';
import { migrateDatabase } from './migrate.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { building, confirmed, sampleFailure, submitted } from './testing/sampleOrder.ts';
import { schemaOf } from './testing/schemaOf.ts';

/**
 * Output of `pg_dump --no-owner --inserts` for a database made and used by the version of commit 510c46a, the last one with its functions in
 * migrations. Its orders, by the last digit of their ids: 1 pending, 2 routing, 3 building, 4 submitted, 5 waiting for its second attempt,
 * 6 confirmed, 7 failed, 8 pending and expired.
 */
const DUMP = new URL('./testing/versionBefore.sql.gz', import.meta.url);
const GENESIS = 'GenesisOfTheVersionBefore1111111111111111111';
const order = (digit: number) => `01900000-0000-7000-8000-00000000000${digit}`;

/** Restores the dump and upgrades it, as the present version does at its start. */
async function restoreAndUpgrade(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    // Roles belong to the whole server and are not in the dump of a database.
    const [role] = await sql`select from pg_roles where rolname = 'engine_app'`;
    if (role === undefined) await sql`create role engine_app nologin`;
    await sql.unsafe(gunzipSync(readFileSync(DUMP)).toString());
  } finally {
    await sql.end();
  }
  await migrateDatabase(url);
}

/** Removes brackets: a condition from a dump has fewer of them around its ANDs. */
const inWords = (schema: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(schema).map(([name, definition]) => [name, definition.replaceAll(/[()]/g, '')]));

/** Every served order equals the result of applying its events: older orders, whose first event did not have the terms, and newer ones. */
async function expectWhole(db: FreshDatabase): Promise<void> {
  const history = createOrderHistory({ database: db.database });
  const rows = await db.owner<{ id: string; trader_id: string }[]>`select id, trader_id from engine.orders`;
  for (const { id, trader_id } of rows) {
    const { order, events } = await history.get({ traderId: trader_id, orderId: id });
    expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
    // The execution in the dump has no legs.
    for (const event of events) if (event.status !== 'confirmed') expect(orderEventView.parse(event)).toEqual(event);
  }
}

it('takes over a database of the previous version, and its open orders continue', async () => {
  await using db = await freshDatabase({ migrate: restoreAndUpgrade });
  await using scratch = await freshDatabase();
  expect(await db.audit()).toEqual([]);
  await expectWhole(db);
  expect(inWords(await schemaOf(db.owner))).toEqual(inWords(await schemaOf(scratch.owner)));

  const execution = createOrderExecution({ ...db, owner: 'worker', leaseMs: 60_000, onEvents: () => {} });
  const claim = async (digit: number) => {
    const claimed = await execution.claim(order(digit));
    if (claimed.verdict !== 'claimed') throw new Error(`order ${digit} is ${claimed.verdict}`);
    return claimed.order;
  };
  const go = async (
    digit: number,
    epoch: number,
    steps: readonly Parameters<typeof execution.transition>[0]['step'][],
  ) => {
    for (const step of steps)
      expect(await execution.transition({ orderId: order(digit), epoch, step }), `${digit} ${step.kind}`).toBe('ok');
  };
  const way = (signature: string) => [building, submitted(signature, GENESIS), confirmed(signature)];

  for (const digit of [6, 7]) expect(await execution.claim(order(digit))).toEqual({ verdict: 'final' });
  expect(await claim(1)).toMatchObject({ epoch: 1, status: 'routing', attempt: 1 });
  await go(1, 1, way('sig-1'));
  // The worker that held these two has ended, so each has used up an attempt.
  for (const digit of [2, 3]) {
    expect(await claim(digit)).toMatchObject({ epoch: 2, status: 'routing', attempt: 2 });
    await go(digit, 2, way(`sig-${digit}`));
  }
  expect(await claim(4)).toMatchObject({
    status: 'submitted',
    submission: { signature: 'sig-4', genesisHash: GENESIS },
  });
  await go(4, 2, [confirmed('sig-4')]);
  expect(await claim(5)).toMatchObject({ status: 'routing', attempt: 2 });
  await go(5, 2, [{ kind: 'failed', failure: sampleFailure }]);
  expect(await claim(8)).toMatchObject({ status: 'pending', ending: 'EXPIRED' });
  await go(8, 1, [{ kind: 'expired' }]);

  const statuses = await db.owner<{ id: string; status: string }[]>`select id, status from engine.orders order by id`;
  expect(statuses.map(({ id, status }) => `${id.at(-1)} ${status}`)).toEqual([
    ...['1 confirmed', '2 confirmed', '3 confirmed', '4 confirmed'],
    ...['5 failed', '6 confirmed', '7 failed', '8 expired'],
  ]);
  // Orders that ended before the upgrade are shown like those that ended after it.
  const history = createOrderHistory({ database: db.database });
  const shown = (digit: number) => history.get({ traderId: 'trader-before', orderId: order(digit) });
  expect(await shown(6)).toMatchObject({ order: { status: 'confirmed', fill: { signature: 'sig-6' }, failure: null } });
  expect(orderStory.parse(await shown(7))).toMatchObject({ order: { status: 'failed', fill: null } });
  expect([...(await db.owner`select from engine.balances b where b.held <> 0`)]).toEqual([]);
  await expectWhole(db);
  expect(await db.audit()).toEqual([]);
});
