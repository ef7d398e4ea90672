import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdBefore, waitingAtGate } from './testing/holdBefore.ts';
import { statusesOf, type TestEngine, testEngine } from './testing/testEngine.ts';

/** Transactions of the order that the chain executed. */
const landed = ({ owner }: TestEngine, orderId: string) =>
  owner`select signature from chain.transactions where err is null and memo like ${`${orderId}:%`}`;

describe('cancelling beside a worker', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine();
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  it('never executes what was cancelled, and says too late of what may land, whatever the worker is doing', async () => {
    const trader = await engine.newTrader();
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const { orderId } = await trader.place({ amountIn: String(1_000_000 + i), slippageBps: 2_000 });
        return trader.client.orders.cancel.mutate({ orderId });
      }),
    );
    for (const { outcome, order } of answers) {
      const events = await trader.events(order.orderId);
      const last = events.at(-1)?.status;
      if (outcome === 'cancelled') expect(last).toBe('cancelled');
      expect(await landed(engine, order.orderId)).toHaveLength(last === 'confirmed' ? 1 : 0);
    }
    expect(await engine.audit()).toEqual([]);
  });

  it('takes an order from a worker that has signed it and not committed', async () => {
    const trader = await engine.newTrader();
    // A worker that is about to commit the submission waits; the cancellation comes after it in the queue for the order.
    const hold = await holdBefore({ owner: engine.owner, status: 'submitted' });
    const { orderId } = await trader.place({ slippageBps: 2_000 });
    await engine.until(() => waitingAtGate(engine.owner), { what: 'a worker held before submitted' });
    const asked = trader.client.orders.cancel.mutate({ orderId });
    await hold.release();
    // The worker had the order's row first.
    expect(await asked).toMatchObject({ outcome: expect.stringMatching('too_late|already_final') });
    expect(statusesOf(await trader.events(orderId)).at(-1)).toBe('confirmed');
    expect(await landed(engine, orderId)).toHaveLength(1);
  });

  it('asks the chain about an order from before a restart of Postgres, and answers in the same call', async () => {
    const { worker } = engine.stack.processes;
    if (worker === undefined) throw new Error('there is no worker');
    const trader = await engine.newTrader();
    await worker.stop();
    const { orderId } = await trader.place();
    await engine.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update engine.orders set accepted_at = pg_postmaster_start_time() - interval '1 second' where id = ${orderId}`;
    });
    await expect(trader.client.orders.cancel.mutate({ orderId })).rejects.toMatchObject({
      data: { code: 'CANCEL_UNDECIDED' },
    });
    expect((await trader.order(orderId)).order.status).toBe('pending');
    await worker.start();
    expect(statusesOf(await trader.events(orderId))).toEqual(['pending', 'cancelled']);
    expect(await trader.client.orders.cancel.mutate({ orderId })).toMatchObject({ outcome: 'already_final' });
    expect(await landed(engine, orderId)).toEqual([]);
    expect(await engine.audit()).toEqual([]);
  });
});
