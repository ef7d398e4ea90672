import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import { holdBefore, waitingAtGate } from './testing/holdBefore.ts';
import { statusesOf, type TestEngine, testEngine } from './testing/testEngine.ts';

const HAPPY = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

/**
 * For each commit of a worker: the step that a lock holds back, the status of the order when the worker is killed, and the expected outcome. On
 * the short way there are two commits: after a crash before the first nothing has happened, and after one before the second the next worker
 * continues with the same submission. An order that was accepted before its worker started goes the long way, where a crash in routing or building
 * uses the attempt up.
 */
const CRASHES: {
  way: 'short' | 'long';
  during: OrderStatus;
  heldBefore: OrderStatus;
  attempt: number;
  epoch: number;
  statuses: string[];
}[] = [
  { way: 'short', during: 'pending', heldBefore: 'submitted', attempt: 1, epoch: 1, statuses: HAPPY },
  { way: 'short', during: 'submitted', heldBefore: 'confirmed', attempt: 1, epoch: 2, statuses: HAPPY },
  { way: 'long', during: 'pending', heldBefore: 'routing', attempt: 1, epoch: 1, statuses: HAPPY },
  {
    way: 'long',
    during: 'routing',
    heldBefore: 'building',
    attempt: 2,
    epoch: 2,
    statuses: ['pending', 'routing', 'routing', 'building', 'submitted', 'confirmed'],
  },
  {
    way: 'long',
    during: 'building',
    heldBefore: 'submitted',
    attempt: 2,
    epoch: 2,
    statuses: ['pending', 'routing', 'building', 'routing', 'building', 'submitted', 'confirmed'],
  },
  { way: 'long', during: 'submitted', heldBefore: 'confirmed', attempt: 1, epoch: 2, statuses: HAPPY },
];

describe('a worker killed with SIGKILL', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine({ env: { LEASE_MS: '1500' } });
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  it.each(CRASHES)(
    'on the $way way while the order is $during: it ends once',
    async ({ way, during, heldBefore, attempt, epoch, statuses }) => {
      const { worker } = engine.stack.processes;
      if (worker === undefined) throw new Error('there is no worker to kill');
      const trader = await engine.newTrader();
      if (way === 'long') await worker.stop();
      const hold = await holdBefore({ owner: engine.owner, status: heldBefore });

      const { orderId } = await trader.place({ slippageBps: 2_000 });
      if (way === 'long') await worker.start();
      await engine.until(() => waitingAtGate(engine.owner), { what: `a worker held before ${heldBefore}` });
      expect((await trader.order(orderId)).order.status).toBe(during);
      await worker.stop({ signal: 'SIGKILL' });
      // The dead worker's session has to end before the gate opens, or it would still commit its step.
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
