import { expect, it } from 'vitest';
import { createAccountStore } from './accountStore.ts';
import { createOrderCancellation } from './orderCancellation.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { building, ONE_SOL, prepared, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';

const TRADER = 'trader-1';

async function books() {
  const db = await freshDatabase();
  const { database } = db;
  const accounts = createAccountStore({ database });
  for (const traderId of [TRADER, 'other']) await accounts.openTrader({ traderId, wallet: `wallet of ${traderId}` });
  const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
  const intake = createOrderIntake({ database });
  const accept = async (traderId = TRADER, amountIn = ONE_SOL) => {
    const item = sampleAcceptance({ traderId, amountIn });
    expect(await intake.accept(item)).toMatchObject({ verdict: 'accepted' });
    return item.orderId;
  };
  const { cancel } = createOrderCancellation({ database });
  const verdictOf = async (orderId: string) => {
    const [answer] = await cancel({ traderId: TRADER, orderIds: [orderId] });
    return answer?.verdict;
  };
  const orderOf = (orderId: string) => createOrderHistory({ database }).find({ traderId: TRADER, orderId });
  const heldOf = async () => {
    const { balances } = await accounts.balances(TRADER);
    return BigInt(balances.find(({ held }) => held !== '0')?.held ?? 0);
  };
  return { db, execution, accept, cancel, verdictOf, orderOf, heldOf };
}

/** Orders look as if they had been accepted before Postgres was started. */
const beforeRestart = ({ owner }: FreshDatabase) =>
  owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update engine.orders set accepted_at = pg_postmaster_start_time() - interval '1 second'`;
  });

it('ends an order that nobody has begun, and one that a worker holds without a submission, with their holds released', async () => {
  const { db, execution, accept, verdictOf, orderOf, heldOf } = await books();
  await using _ = db;
  const [waiting, held] = [await accept(), await accept()];
  await execution.claim(held);
  expect(await heldOf()).toBe(2n * ONE_SOL);
  for (const orderId of [waiting, held]) expect(await verdictOf(orderId)).toBe('cancelled');
  expect(await heldOf()).toBe(0n);
  expect(await orderOf(waiting)).toMatchObject({ status: 'cancelled', failure: null, seq: 2 });
  expect(await orderOf(held)).toMatchObject({ status: 'cancelled', failure: null, seq: 3 });
  // The worker that held it can write nothing more, and nobody can begin it.
  expect(await execution.transition({ orderId: held, epoch: 1, step: building })).toBe('stale');
  expect(await execution.claim(waiting)).toEqual({ verdict: 'final' });
  for (const orderId of [waiting, held]) expect(await verdictOf(orderId)).toBe('already_final');
  expect(await db.audit()).toEqual([]);
});

it('of a cancellation and a prepared submission exactly one wins, and the answer says which', async () => {
  const { db, execution, accept, verdictOf } = await books();
  await using _ = db;
  // One that is asked about first, so that the worker counts as running before the orders.
  await execution.claim(await accept());
  for (let round = 0; round < 20; round++) {
    const orderId = await accept();
    const order = await execution.toPrepare(orderId);
    // The machine was slow: it is not fresh any more.
    if (order === undefined) continue;
    const [taken, verdict] = await Promise.all([execution.submit(prepared(order, `sig-${round}`)), verdictOf(orderId)]);
    if (taken.verdict === 'not_fresh') continue;
    expect([taken.verdict, verdict]).toEqual(verdict === 'cancelled' ? ['final', 'cancelled'] : ['ok', 'too_late']);
  }
  expect(await db.audit()).toEqual([]);
});

it('comes too late for a submission, and lets no further attempt follow it', async () => {
  const { db, execution, accept, verdictOf, orderOf, heldOf } = await books();
  await using _ = db;
  const orderId = await accept();
  const at = { orderId, epoch: 1 };
  await execution.claim(orderId);
  for (const step of [building, submitted('sig')]) await execution.transition({ ...at, step });
  expect(await verdictOf(orderId)).toBe('too_late');
  expect(await verdictOf(orderId)).toBe('too_late');
  expect(await orderOf(orderId)).toMatchObject({ status: 'submitted', signature: 'sig' });
  const dead = { signature: 'sig', outcome: 'expired' } as const;
  // Without word of the submission it can't end.
  expect(await execution.transition({ ...at, step: { kind: 'cancelled' } })).toBe('illegal');
  const retry = { kind: 'retry', failure: sampleFailure, delayMs: 0, dead } as const;
  expect(await execution.transition({ ...at, step: retry })).toBe('cancelled');
  expect(await execution.transition({ ...at, step: { kind: 'cancelled', dead } })).toBe('ok');
  expect(await orderOf(orderId)).toMatchObject({ status: 'cancelled' });
  expect(await heldOf()).toBe(0n);
  expect(await db.audit()).toEqual([]);
});

it('leaves an order from before a restart of Postgres to a worker, which asks the chain and lets nothing begin', async () => {
  const { db, execution, accept, verdictOf, orderOf } = await books();
  await using _ = db;
  const [waiting, held] = [await accept(), await accept()];
  await execution.claim(held);
  await beforeRestart(db);
  for (const orderId of [waiting, held]) expect(await verdictOf(orderId)).toBe('unsure');
  expect(await orderOf(waiting)).toMatchObject({ status: 'pending' });
  expect(await execution.claim(waiting)).toMatchObject({
    verdict: 'claimed',
    event: false,
    order: { ending: 'CANCELLED', past: 'reopened', status: 'pending' },
  });
  expect(await execution.transition({ orderId: held, epoch: 1, step: building })).toBe('cancelled');
  for (const orderId of [waiting, held])
    expect(await execution.transition({ orderId, epoch: 1, step: { kind: 'cancelled' } })).toBe('ok');
  expect(await db.audit()).toEqual([]);
});

it('cancels all open orders of a trader and nobody else’s, and knows no order of another', async () => {
  const { db, accept, cancel, verdictOf } = await books();
  await using _ = db;
  const [one, two, ended, foreign] = [await accept(), await accept(), await accept(), await accept('other')];
  expect(await verdictOf(ended)).toBe('cancelled');
  expect(await verdictOf(foreign)).toBe('unknown');
  const answers = await cancel({ traderId: TRADER });
  expect(new Map(answers.map(({ orderId, verdict }) => [orderId, verdict]))).toEqual(
    new Map([
      [one, 'cancelled'],
      [two, 'cancelled'],
    ]),
  );
  expect(await cancel({ traderId: TRADER })).toEqual([]);
  // More than one transaction takes.
  const many = await Promise.all(Array.from({ length: 450 }, () => accept(TRADER, 1n)));
  expect(new Set((await cancel({ traderId: TRADER })).map(({ orderId }) => orderId))).toEqual(new Set(many));
  expect(await db.owner`select status from engine.orders where id = ${foreign}`).toEqual([{ status: 'pending' }]);
  expect(await db.audit()).toEqual([]);
});
