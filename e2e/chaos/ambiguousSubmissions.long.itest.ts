import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusesOf, type TestEngine, testEngine } from '../testing/testEngine.ts';

/** Transactions that the chain has not seen are sent again every 2 slots, so that after some slots it has them. */
async function slotsPass(engine: TestEngine, slots: number): Promise<void> {
  const [head] = await engine.owner<{ slot: string }[]>`select slot from chain.head`;
  await engine.until(() => engine.owner`select 1 from chain.head where slot >= ${Number(head?.slot) + slots}`, {
    what: `${slots} slots`,
  });
}

/** Lost requests and lost answers are tested in ../execution.itest.ts; here are transactions that arrive late or never. */
describe('a submission with an unknown outcome', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine({ env: { LEASE_MS: '1000', SLOT_TIME_MS: '150' } });
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  const landings = (orderId: string) =>
    engine.owner`select 1 from chain.transactions where err is null and memo like ${`${orderId}:%`}`;
  const submitted = (orderId: string) =>
    engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and status = 'submitted'`, {
      what: 'the order to be submitted',
    });

  it('that lands after the lease of its worker ended is settled once, by the next', async () => {
    const { worker } = engine.stack.processes;
    if (worker === undefined) throw new Error('there is no worker');
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set hold_landings = true`;
    const { orderId } = await trader.place({ slippageBps: 2_000 });
    await submitted(orderId);
    await slotsPass(engine, 8);
    await worker.stop({ signal: 'SIGKILL' });
    await engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and lease_until < now()`, {
      what: 'the end of the lease',
    });
    await engine.owner`update chain.settings set hold_landings = false`;
    await engine.until(() => landings(orderId), { what: 'the landing' });
    expect((await trader.order(orderId)).order.status).toBe('submitted');
    await worker.start();
    expect(statusesOf(await trader.events(orderId))).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
    expect(await landings(orderId)).toHaveLength(1);
  });

  it('that never reached the chain because its worker died is sent by the next worker with the same bytes', async () => {
    const { worker } = engine.stack.processes;
    if (worker === undefined) throw new Error('there is no worker to kill');
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set lose_request_rate = 1`;
    const { orderId } = await trader.place({ slippageBps: 2_000 });
    await submitted(orderId);
    await worker.stop({ signal: 'SIGKILL' });
    const { submissions: committed } = await trader.order(orderId);
    await engine.owner`update chain.settings set lose_request_rate = 0`;
    await worker.start();
    expect(statusesOf(await trader.events(orderId)).at(-1)).toBe('confirmed');
    const { order, submissions } = await trader.order(orderId);
    expect(order).toMatchObject({ attempt: 1, signature: committed[0]?.signature });
    expect(submissions).toMatchObject([{ transaction: committed[0]?.transaction, outcome: 'landed' }]);
  });

  it('that expires without landing is dead, and the next attempt lands once', { timeout: 240_000 }, async () => {
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set delay_rate = 1, delay_slots = 1000`;
    const { orderId } = await trader.place({ slippageBps: 2_000 });
    await submitted(orderId);
    // The commit comes before the sending: only a transaction that the chain has received is delayed.
    await slotsPass(engine, 4);
    await engine.owner`update chain.settings set delay_rate = 0`;
    const events = await trader.events(orderId);
    expect(statusesOf(events)).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
    expect(events[4]).toMatchObject({ attempt: 2, data: { retry: { failure: { code: 'NOT_LANDED' } } } });
    const { submissions } = await trader.order(orderId);
    expect(submissions.map(({ outcome }) => outcome).sort()).toEqual(['expired', 'landed']);
    expect(await landings(orderId)).toHaveLength(1);
  });

  it('leaves a clean audit', async () => {
    expect(await engine.audit()).toEqual([]);
  });
});

it('does not block other orders by ten submissions with an unknown outcome', async () => {
  // At 400 ms a slot, each of the ten may still land for a minute.
  await using engine = await testEngine({ env: { SLOT_TIME_MS: '400', WORKER_CONCURRENCY: '10' } });
  const trader = await engine.newTrader();
  await engine.owner`update chain.settings set delay_rate = 1, delay_slots = 1000`;
  await Promise.all(Array.from({ length: 10 }, () => trader.place({ slippageBps: 2_000 })));
  const live = () => engine.owner`select 1 from engine.submissions where attempt = 1 and outcome = 'live'`;
  await engine.until(async () => ((await live()).length === 10 ? [{ ok: true }] : []), { what: 'ten submissions' });
  await slotsPass(engine, 5);
  await engine.owner`update chain.settings set delay_rate = 0`;
  const { orderId } = await trader.place({ slippageBps: 2_000 });
  expect((await trader.events(orderId)).at(-1)).toMatchObject({ status: 'confirmed' });
  expect(await live()).toHaveLength(10);
  expect(await engine.audit()).toEqual([]);
});
