import { describe, expect, it } from 'vitest';
import { keepCopy } from './testing/databaseCopy.ts';
import { type TestEngine, testEngine } from './testing/testEngine.ts';

const landings = (engine: TestEngine, orderId: string) =>
  engine.owner<{ signature: string; memo: string }[]>`
    select signature, memo from chain.transactions where err is null and memo like ${`${orderId}:%`}`;

async function inStatus(engine: TestEngine, orderId: string, status: string): Promise<void> {
  await engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and status = ${status}`, {
    what: `the order to be ${status}`,
    timeoutMs: 90_000,
  });
}

/** An engine whose worker is stopped, with an accepted order that no worker has claimed, and a copy of the tables at that moment. */
async function withCopy() {
  const engine = await testEngine({ env: { LEASE_MS: '1000', SWEEP_INTERVAL_MS: '100' } });
  const { worker } = engine.stack.processes;
  if (worker === undefined) throw new Error('there is no worker');
  const trader = await engine.newTrader();
  await worker.stop();
  const { orderId } = await trader.place({ slippageBps: 2_000, validForSeconds: 600 });
  const copy = await keepCopy(engine.owner);
  return { engine, worker, trader, orderId, copy };
}

describe('an older database over a newer chain', { timeout: 240_000 }, () => {
  it('settles an order that the chain has executed instead of executing it again', async () => {
    const { engine, worker, trader, orderId, copy } = await withCopy();
    await using _ = engine;
    await worker.start();
    await inStatus(engine, orderId, 'confirmed');
    await worker.stop();
    await copy.restore();
    await inStatus(engine, orderId, 'pending');
    await worker.start();
    await inStatus(engine, orderId, 'confirmed');
    const [landing, ...more] = await landings(engine, orderId);
    expect(more).toEqual([]);
    const { order, submissions } = await trader.order(orderId);
    expect(order).toMatchObject({ signature: landing?.signature, fill: { signature: landing?.signature } });
    expect(submissions).toMatchObject([{ attempt: 1, outcome: 'landed' }]);
    expect(await engine.audit()).toEqual([]);
  });

  it('settles it also when the order has expired meanwhile', async () => {
    const { engine, worker, orderId, copy } = await withCopy();
    await using _ = engine;
    await worker.start();
    await inStatus(engine, orderId, 'confirmed');
    await worker.stop();
    await engine.owner`update kept.orders set valid_until = clock_timestamp()`;
    await copy.restore();
    await worker.start();
    await inStatus(engine, orderId, 'confirmed');
    expect(await landings(engine, orderId)).toHaveLength(1);
    expect(await engine.audit()).toEqual([]);
  });

  it('waits for a transaction that is still in flight', async () => {
    const { engine, worker, orderId, copy } = await withCopy();
    await using _ = engine;
    await engine.owner`update chain.settings set hold_landings = true`;
    await worker.start();
    await inStatus(engine, orderId, 'submitted');
    await worker.stop();
    await copy.restore();
    await worker.start();
    // Claimed twice and not attempted: the order waits.
    await engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and lease_epoch >= 2`, {
      what: 'the worker to look at the order twice',
    });
    expect(await engine.owner`select 1 from engine.submissions where order_id = ${orderId}`).toEqual([]);
    await engine.owner`update chain.settings set hold_landings = false`;
    await inStatus(engine, orderId, 'confirmed');
    expect(await landings(engine, orderId)).toHaveLength(1);
    expect(await engine.audit()).toEqual([]);
  });

  it('follows a restored submission to its end, and then finds the later attempt that executed', async () => {
    const { engine, worker, orderId, copy } = await withCopy();
    await using _ = engine;
    await engine.owner`update chain.settings set hold_landings = true`;
    await worker.start();
    await inStatus(engine, orderId, 'submitted');
    await copy.takeAgain();
    // The first attempt expires without landing, the second lands.
    await engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and attempt = 2`, {
      what: 'the second attempt',
      timeoutMs: 90_000,
    });
    await engine.owner`update chain.settings set hold_landings = false`;
    await inStatus(engine, orderId, 'confirmed');
    await worker.stop();
    await copy.restore();
    await inStatus(engine, orderId, 'submitted');
    await worker.start();
    await inStatus(engine, orderId, 'confirmed');
    const found = await landings(engine, orderId);
    expect(found.map(({ memo }) => memo)).toEqual([`${orderId}:2`]);
    expect(
      await engine.owner`select attempt, outcome from engine.submissions where order_id = ${orderId} order by attempt`,
    ).toEqual([
      { attempt: 1, outcome: 'expired' },
      { attempt: 2, outcome: 'landed' },
    ]);
    expect(await engine.audit()).toEqual([]);
  });
});
