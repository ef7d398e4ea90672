import { expect, it } from 'vitest';
import { testEngine } from '../testing/testEngine.ts';

/** How long Redis hangs: longer than any time-out of its clients. */
const HANGS_MS = 30_000;
const PLACES_EVERY_S = 1;

it('accepts orders while Redis hangs for 30 s, and executes them', async () => {
  await using engine = await testEngine({ ownRedis: true, env: { LEASE_MS: '1500' } });
  const { redis } = engine.stack.processes;
  if (redis === undefined) throw new Error('the stack has no Redis of its own');
  const trader = await engine.newTrader();
  const place = async () => (await trader.place({ amountIn: '1000000', slippageBps: 2_000 })).orderId;
  const placed: string[] = [];
  redis.kill('SIGSTOP');
  try {
    const end = performance.now() + HANGS_MS;
    while (performance.now() < end || placed.length < 3) {
      placed.push(await place());
      await engine.owner`select pg_sleep(${PLACES_EVERY_S})`;
    }
  } finally {
    redis.kill('SIGCONT');
  }
  placed.push(await place());
  await engine.until(
    async () => {
      const rows = await engine.owner`select 1 from engine.orders where id = any (${placed}) and status = 'confirmed'`;
      return rows.length === placed.length ? [{ ok: true }] : [];
    },
    { what: `${placed.length} confirmed orders` },
  );
  expect(await engine.audit()).toEqual([]);
});
