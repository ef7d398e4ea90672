import { expect, it } from 'vitest';
import { createAccountStore } from '../../../drizzle/accountStore.ts';
import { createOrderExecution } from '../../../drizzle/orderExecution.ts';
import { createOrderIntake } from '../../../drizzle/orderIntake.ts';
import { freshDatabase } from '../../../drizzle/testing/freshDatabase.ts';
import {
  building,
  confirmed,
  sampleAcceptance,
  sampleFailure,
  submitted,
} from '../../../drizzle/testing/sampleOrder.ts';
import { fillWithCopies } from './copiedTraders.ts';

const TRADER = 'trader-1';
const { signal } = new AbortController();

it('fills the tables with whole copies that pass guards and audit, and accepts and executes orders afterwards', async () => {
  await using db = await freshDatabase();
  const { database, owner } = db;
  await createAccountStore({ database }).openTrader({ traderId: TRADER, wallet: 'wallet' });
  const intake = createOrderIntake({ database });
  const execution = createOrderExecution({ database, owner: 'worker', leaseMs: 60_000, onEvents: () => {} });
  const accepted = async () => {
    const item = sampleAcceptance({ traderId: TRADER });
    expect(await intake.accept(item)).toMatchObject({ verdict: 'accepted' });
    const { orderId } = item;
    const claim = await execution.claim(orderId);
    expect(claim).toMatchObject({ verdict: 'claimed' });
    return { orderId, epoch: 1 };
  };
  const [done, ended] = [await accepted(), await accepted()];
  for (const step of [building, submitted('sig-1'), confirmed('sig-1')])
    expect(await execution.transition({ ...done, step })).toBe('ok');

  await expect(fillWithCopies({ owner, finished: 5, signal })).rejects.toThrow('orders have all ended');
  expect(await execution.transition({ ...ended, step: { kind: 'failed', failure: sampleFailure } })).toBe('ok');
  expect(await fillWithCopies({ owner, finished: 5, signal })).toBe(6);

  expect(await db.audit()).toEqual([]);
  const counted = await owner`
    select (select count(*)::int from engine.orders where status = 'confirmed') as confirmed, (select count(*)::int from engine.orders where status = 'failed') as failed,
           (select count(*)::int from engine.traders) as traders, (select count(distinct signature)::int from engine.fills) as fills`;
  expect(counted[0]).toEqual({ confirmed: 3, failed: 3, traders: 3, fills: 3 });
  await accepted();
  expect(await db.audit()).toEqual([]);
});
