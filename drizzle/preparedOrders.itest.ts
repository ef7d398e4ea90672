import { expect, it } from 'vitest';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import type { OrderToPrepare } from './preparedOrders.ts';
import { freshDatabase } from './testing/freshDatabase.ts';
import { confirmed, prepared, sampleAcceptance, sampleQuotes } from './testing/sampleOrder.ts';
import { acceptGenesis, trustGenesis } from './trustedGenesis.ts';

const TRADER = 'trader-1';

/** Two workers that start before any order is accepted, on one database. */
async function books() {
  const db = await freshDatabase();
  const { database } = db;
  await createAccountStore({ database }).openTrader({ traderId: TRADER, wallet: 'wallet' });
  const news: string[] = [];
  const workerOf = (owner: string) =>
    createOrderExecution({ database, owner, leaseMs: 60_000, onEvents: (ids) => void news.push(...ids) });
  const workers = [workerOf('one'), workerOf('two')] as const;
  for (const worker of workers) await worker.claim('00000000-0000-7000-8000-000000000000');
  const intake = createOrderIntake({ database });
  const accept = async (validForMs = 60_000) => {
    const item = sampleAcceptance({ traderId: TRADER, validForMs });
    expect(await intake.accept(item)).toMatchObject({ verdict: 'accepted' });
    return item.orderId;
  };
  /** Orders count as just accepted, however slow this machine is. */
  const renew = () =>
    db.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update engine.orders set accepted_at = clock_timestamp() where status = 'pending'`;
    });
  const seen = async (orderId: string): Promise<OrderToPrepare> => {
    const order = await workers[0].toPrepare(orderId);
    if (order === undefined) throw new Error('the order may not be prepared');
    return order;
  };
  /** All rows of an order. */
  const written = async (orderId: string) =>
    JSON.stringify([
      await db.owner`select * from engine.orders where id = ${orderId}`,
      await db.owner`select * from engine.order_events where order_id = ${orderId} order by seq`,
      await db.owner`select * from engine.submissions where order_id = ${orderId}`,
      await db.owner`select last_seq from engine.traders`,
    ]);
  return { db, database, workers, workerOf, news, accept, renew, seen, written };
}

it('takes a prepared order through all its steps in one commit, each with its own time and number', async () => {
  const { db, workers, news, accept, renew, seen } = await books();
  await using _ = db;
  const [worker] = workers;
  const orderIds = [await accept(), await accept()];
  await renew();
  const orders = await Promise.all(orderIds.map(seen));
  await renew();
  // No step can be before the acceptance, whatever the worker's clock.
  const old = { begunAt: performance.now() - 3_600_000 };
  const taken = await Promise.all(
    orders.map((order, i) => worker.submit({ ...prepared(order, `sig-${i}`), ...(i === 1 ? old : {}) })),
  );
  expect(taken).toEqual([
    { verdict: 'ok', epoch: 1 },
    { verdict: 'ok', epoch: 1 },
  ]);
  expect(news).toEqual([TRADER]);
  const history = createOrderHistory({ database: db.database });
  for (const [i, orderId] of orderIds.entries()) {
    const { order, events, submissions } = await history.get({ traderId: TRADER, orderId });
    expect(order).toMatchObject({ status: 'submitted', attempt: 1, seq: 4, signature: `sig-${i}` });
    expect(events.map(({ seq, status, attempt }) => [seq, status, attempt])).toEqual([
      [1, 'pending', 0],
      [2, 'routing', 1],
      [3, 'building', 1],
      [4, 'submitted', 1],
    ]);
    expect(events[1]?.data).toEqual({ retry: null, fired: null });
    expect(events[2]?.data).toEqual(sampleQuotes);
    expect(events[3]?.data).toEqual({ signature: `sig-${i}`, lastValidBlockHeight: 150 });
    expect(submissions).toMatchObject([{ attempt: 1, signature: `sig-${i}`, outcome: 'live', transaction: 'AQID' }]);
    const at = events.map((event) => Date.parse(event.at));
    expect(at.toSorted((a, b) => a - b)).toEqual(at);
    const [row] = await db.owner<{ accepted_at: Date }[]>`select accepted_at from engine.orders where id = ${orderId}`;
    if (i === 1) expect(at[1]).toBe(row?.accepted_at.getTime());
    expect(await worker.claim(orderId)).toEqual({ verdict: 'leased' });
    expect(await worker.transition({ orderId, epoch: 1, step: confirmed(`sig-${i}`) })).toBe('ok');
  }
  const [stream] = await history.traderEvents({ cursors: [{ traderId: TRADER, after: 0n }], each: 100 });
  expect(stream?.map(({ traderSeq }) => traderSeq)).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
  expect(await db.audit()).toEqual([]);
});

it('takes an order that several workers prepared from one of them, and stores nothing that the others signed', async () => {
  const { db, workers, accept, renew, seen } = await books();
  await using _ = db;
  const orderIds = await Promise.all(Array.from({ length: 20 }, () => accept()));
  await renew();
  const orders = await Promise.all(orderIds.map(seen));
  await renew();
  const verdicts = await Promise.all(
    orders.map((order) =>
      Promise.all(workers.map((worker, w) => worker.submit(prepared(order, `sig-${order.orderId}-${w}`)))),
    ),
  );
  for (const both of verdicts) expect(both.map(({ verdict }) => verdict).sort()).toEqual(['leased', 'ok']);
  const live = await db.owner<{ order_id: string; signature: string }[]>`
    select order_id, signature from engine.submissions order by order_id`;
  expect(live.map(({ signature }) => signature)).toEqual(
    orderIds
      .toSorted()
      .map((id) => `sig-${id}-${verdicts[orderIds.indexOf(id)]?.findIndex((v) => v.verdict === 'ok')}`),
  );
  expect(await db.audit()).toEqual([]);
});

it('returns orders that may not be taken with the reason, and writes nothing of them', async () => {
  const { db, database, workers, workerOf, news, accept, renew, seen, written } = await books();
  await using _ = db;
  const [worker, other] = workers;
  await trustGenesis({ database, genesisHash: 'first', isKnown: async () => true });
  const ours = { genesisHash: 'first' };
  const refuses = async (
    order: OrderToPrepare,
    given: Parameters<typeof prepared>[2],
    verdict: string,
    by = worker,
  ) => {
    if (by === worker) await renew();
    const before = await written(order.orderId);
    expect(await by.submit(prepared(order, `sig-${verdict}`, given))).toEqual({ verdict });
    expect(await written(order.orderId)).toBe(before);
  };

  const order = await seen(await accept());
  for (const terms of [
    { traderId: 'another' },
    { wallet: 'another' },
    { tokenIn: order.tokenOut },
    { tokenOut: order.tokenIn },
    { amountIn: order.amountIn + 1n },
    { minOut: order.minOut - 1n },
  ])
    await refuses(order, { ...ours, terms }, 'terms');
  await refuses(order, { genesisHash: 'second' }, 'other_chain');
  await refuses(order, {}, 'other_chain');
  expect(await acceptGenesis({ database, genesisHash: 'second' })).toBe(0);
  await refuses(order, ours, 'other_chain');
  const now = { genesisHash: 'second' };

  // A worker that started after the acceptance has to look the order up on the chain first, and may not even prepare it.
  const late = workerOf('late');
  expect(await late.toPrepare(order.orderId)).toBeUndefined();
  // Nor by one of which it is not known since when it runs.
  expect([...(await db.owner`select * from engine.orders_to_prepare(${[order.orderId]}::uuid[], null)`)]).toEqual([]);
  await refuses(order, now, 'not_fresh', late);
  // The row belongs to another history, as after a restore.
  await db.owner`update engine.orders set incarnation = 'another' where id = ${order.orderId}`;
  await refuses(order, now, 'not_fresh');

  const brief = await seen(await accept(1_000));
  await db.owner`select pg_sleep(1.01)`;
  expect(await worker.toPrepare(brief.orderId)).toBeUndefined();
  await refuses(brief, now, 'expired');

  const held = await seen(await accept());
  await other.claim(held.orderId);
  expect(await worker.toPrepare(held.orderId)).toBeUndefined();
  await refuses(held, now, 'leased');
  await db.owner`update engine.orders set lease_until = now() - interval '1 second' where id = ${held.orderId}`;
  await refuses(held, now, 'begun');
  await other.transition({ orderId: held.orderId, epoch: 1, step: { kind: 'release', delayMs: 0 } });
  await refuses(held, now, 'begun');

  const unknown = { ...held, orderId: '00000000-0000-7000-8000-000000000001' };
  expect(await worker.submit(prepared(unknown, 'sig-unknown', now))).toEqual({ verdict: 'unknown' });
  expect(news.filter((id) => id !== TRADER)).toEqual([]);
  expect(await db.owner`select 1 from engine.submissions`).toEqual([]);
  expect(await db.audit()).toEqual([]);
});
