import { expect, it } from 'vitest';
import { startStack } from '../../scripts/stack.mjs';
import { statusesOf, testEngine } from '../testing/testEngine.ts';

// At 400 ms a slot nothing expires during the test.
it('refuses writes of a worker that was frozen beyond its lease', async () => {
  await using engine = await testEngine({ env: { LEASE_MS: '1000', LOG_FORMAT: 'json', SLOT_TIME_MS: '400' } });
  const { worker } = engine.stack.processes;
  if (worker === undefined) throw new Error('there is no worker');
  // The engine's own worker is stopped until the other one is frozen.
  await worker.stop();
  const said: string[] = [];
  const other = await startStack({
    env: { ...engine.stack.env, PORT: undefined },
    processes: ['worker'],
    migrate: false,
    timeoutMs: 60_000,
    log: { info: () => {}, line: (_name, line) => void said.push(line) },
  });
  try {
    const { worker: frozen } = other.processes;
    if (frozen === undefined) throw new Error('there is no other worker');
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set hold_landings = true`;
    const placed = await Promise.all(Array.from({ length: 5 }, () => trader.place({ slippageBps: 2_000 })));
    const orders = () =>
      engine.owner<{ status: string; lease_epoch: string; lease_owner: string }[]>`
        select status, lease_epoch, lease_owner from engine.orders order by id`;
    await engine.until(
      async () => ((await orders()).every(({ status }) => status === 'submitted') ? [{ ok: true }] : []),
      {
        what: 'all orders to be submitted',
      },
    );
    const [before] = await orders();
    frozen.kill('SIGSTOP');
    await worker.start();
    await engine.until(
      async () =>
        (await orders()).every(({ lease_owner }) => lease_owner !== before?.lease_owner) ? [{ ok: true }] : [],
      { what: 'the other worker to take all orders over' },
    );
    const taken = (await orders()).map(({ lease_epoch }) => Number(lease_epoch));
    frozen.kill('SIGCONT');
    await engine.until(
      async () =>
        said.filter((line) => /lost the lease of an order|a write of a lost lease was refused/.test(line)).length >= 5
          ? [{ ok: true }]
          : [],
      { what: 'the woken worker to be told that it lost all of its orders' },
    );
    await engine.owner`update chain.settings set hold_landings = false`;
    for (const [i, { orderId }] of placed.entries()) {
      const events = await trader.events(orderId);
      expect(statusesOf(events)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
      const [end] = await engine.owner<{ epoch: string }[]>`
        select epoch from engine.order_events where order_id = ${orderId} and status = 'confirmed'`;
      expect(Number(end?.epoch)).toBeGreaterThanOrEqual(taken[i] ?? 2);
      expect(
        await engine.owner`select 1 from chain.transactions where err is null and memo like ${`${orderId}:%`}`,
      ).toHaveLength(1);
    }
    expect(await engine.audit()).toEqual([]);
  } finally {
    await other.stop();
  }
});
