import { expect, it } from 'vitest';
import { statusesOf, testEngine } from './testing/testEngine.ts';

it('releases running orders at SIGTERM: no attempt is used up and no order waits for a lease', async () => {
  await using engine = await testEngine({ env: { LEASE_MS: '60000' } });
  const { worker } = engine.stack.processes;
  if (worker === undefined) throw new Error('there is no worker to stop');
  const trader = await engine.newTrader();
  await engine.owner`update chain.settings set hold_landings = true`;
  const { orderId } = await trader.place({ slippageBps: 2_000 });
  const row = () =>
    engine.owner<
      { status: string; lease_until: Date | null }[]
    >`select status, lease_until from engine.orders where id = ${orderId}`;
  await engine.until(async () => (await row()).filter(({ status }) => status === 'submitted'), {
    what: 'the order to be submitted',
  });

  await worker.stop();
  expect(await row()).toMatchObject([{ status: 'submitted', lease_until: null }]);
  await engine.owner`update chain.settings set hold_landings = false`;
  await worker.start();
  expect(statusesOf(await trader.events(orderId))).toEqual([
    'pending',
    'routing',
    'building',
    'submitted',
    'confirmed',
  ]);
  const { order, submissions } = await trader.order(orderId);
  expect(order.attempt).toBe(1);
  expect(submissions).toHaveLength(1);
  expect(await engine.audit()).toEqual([]);
});
