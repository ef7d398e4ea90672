import { expect, it } from 'vitest';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution } from './orderExecution.ts';
import { type Acceptance, createOrderIntake } from './orderIntake.ts';
import { freshDatabase } from './testing/freshDatabase.ts';
import { confirmed, prepared, sampleAcceptance } from './testing/sampleOrder.ts';

/** Enough that the last batches would read many rows if they read all orders of the trader. */
const BATCHES = 4;
const BATCH = 25;
const AMOUNT = 1_000n;
/** Rows that a look-up in an index of `orders` may read: those of one order, and what its updates have left behind. */
const MOST_ROWS = 4;

it('reads no more for an order when a trader has many, though its plans were made while the tables were empty', async () => {
  await using db = await freshDatabase();
  const { database, owner } = db;
  const traderId = 'busy';
  await createAccountStore({ database }).openTrader({ traderId, wallet: 'wallet' });
  const intake = createOrderIntake({ database });
  const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });

  /** Orders count as accepted just now, however slow this machine is. */
  const renew = () =>
    owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update engine.orders set accepted_at = clock_timestamp() where status = 'pending'`;
    });

  async function seeThrough(items: readonly Acceptance[]): Promise<void> {
    for (const accepted of await Promise.all(items.map(intake.accept)))
      expect(accepted).toMatchObject({ verdict: 'accepted' });
    await renew();
    const orders = await Promise.all(items.map(({ orderId }) => execution.toPrepare(orderId)));
    await renew();
    const settled = orders.map(async (order) => {
      if (order === undefined) throw new Error('an order can not be prepared');
      const signature = `signature-${order.orderId}`;
      const { verdict, epoch } = await execution.submit(prepared(order, signature));
      if (verdict !== 'ok') throw new Error(`it was ${verdict}`);
      const step = { ...confirmed(signature), amountIn: AMOUNT };
      return await execution.transition({ orderId: order.orderId, epoch, step });
    });
    expect(new Set(await Promise.all(settled))).toEqual(new Set(['ok']));
  }

  for (let nth = 0; nth < BATCHES; nth++)
    await seeThrough(Array.from({ length: BATCH }, () => sampleAcceptance({ traderId, amountIn: AMOUNT })));
  // A connection leaves its counts behind when it ends.
  await database.close();
  const connected = async () =>
    (await owner`select from pg_stat_activity where datname = current_database() and application_name = 'test'`).length;
  await expect.poll(connected, { timeout: 60_000 }).toBe(0);
  const scans = await owner<{ name: string; scans: number; rows: number }[]>`
    select s.indexrelname as name, s.idx_scan::int as scans, s.idx_tup_read::int as rows
      from pg_stat_user_indexes s where s.schemaname = 'engine' and s.relname = 'orders' and s.idx_scan > 0`;
  expect(scans.find(({ name }) => name === 'orders_idempotency')?.scans ?? 0).toBeGreaterThanOrEqual(BATCHES * BATCH);
  expect(scans.filter(({ scans, rows }) => rows > MOST_ROWS * scans)).toEqual([]);
});
