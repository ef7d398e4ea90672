import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import { holdBefore, waitingAtGate } from './testing/holdBefore.ts';
import { statusesOf, type TestEngine, testEngine } from './testing/testEngine.ts';

/**
 * For each status in which the order is when the worker is killed: the step that is held back by a lock, and what has to come of it. A crash
 * in routing or building uses the attempt up; one in submitted goes on with the same submission; one in pending has done nothing.
 */
const CRASHES: { during: OrderStatus; heldBefore: OrderStatus; attempt: number; epoch: number; statuses: string[] }[] =
  [
    {
      during: 'pending',
      heldBefore: 'routing',
      attempt: 1,
      epoch: 1,
      statuses: ['pending', 'routing', 'building', 'submitted', 'confirmed'],
    },
    {
      during: 'routing',
      heldBefore: 'building',
      attempt: 2,
      epoch: 2,
      statuses: ['pending', 'routing', 'routing', 'building', 'submitted', 'confirmed'],
    },
    {
      during: 'building',
      heldBefore: 'submitted',
      attempt: 2,
      epoch: 2,
      statuses: ['pending', 'routing', 'building', 'routing', 'building', 'submitted', 'confirmed'],
    },
    {
      during: 'submitted',
      heldBefore: 'confirmed',
      attempt: 1,
      epoch: 2,
      statuses: ['pending', 'routing', 'building', 'submitted', 'confirmed'],
    },
  ];

describe('a worker killed with SIGKILL', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine({ env: { LEASE_MS: '1500' } });
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  it.each(CRASHES)(
    'while the order is $during: it ends once',
    async ({ during, heldBefore, attempt, epoch, statuses }) => {
      const { worker } = engine.stack.processes;
      if (worker === undefined) throw new Error('there is no worker to kill');
      const trader = await engine.newTrader();
      const hold = await holdBefore({ owner: engine.owner, status: heldBefore });

      const { orderId } = await trader.place();
      await engine.until(() => waitingAtGate(engine.owner), { what: `a worker held before ${heldBefore}` });
      expect((await trader.order(orderId)).order.status).toBe(during);
      await worker.stop({ signal: 'SIGKILL' });
      // The dead worker's session has to be gone before the gate opens, else it would commit its step after all.
      await engine.until(async () => ((await waitingAtGate(engine.owner)).length === 0 ? [{ gone: true }] : []), {
        what: "the end of the dead worker's session",
      });
      await hold.release();
      expect((await trader.order(orderId)).order.status).toBe(during);
      await worker.start();

      const events = await trader.events(orderId);
      expect(statusesOf(events)).toEqual(statuses);
      expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
      const { order, submissions } = await trader.order(orderId);
      expect(order).toMatchObject({ status: 'confirmed', attempt });
      expect(submissions).toMatchObject([{ attempt, outcome: 'landed' }]);
      const [row] = await engine.owner<
        { lease_epoch: string }[]
      >`select lease_epoch from engine.orders where id = ${orderId}`;
      expect(Number(row?.lease_epoch)).toBe(epoch);
      const landed =
        await engine.owner`select signature from chain.transactions where err is null and memo like ${`${orderId}:%`}`;
      expect(landed).toHaveLength(1);
      expect(await engine.audit()).toEqual([]);
    },
  );
});
