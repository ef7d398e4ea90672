import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { testEngine } from './testing/testEngine.ts';

const run = promisify(execFile);

it('trades on another chain only after an operator’s command, and then ends orders whose transactions can never land', {
  timeout: 600_000,
}, async () => {
  await using engine = await testEngine({ env: { SWEEP_INTERVAL_MS: '100' } });
  const { chain, worker } = engine.stack.processes;
  if (chain === undefined || worker === undefined) throw new Error('a process is missing');
  const trader = await engine.newTrader();
  await engine.owner`update chain.settings set hold_landings = true`;
  const { orderId } = await trader.place({ slippageBps: 2_000, validForSeconds: 600 });
  const status = (wanted: string) =>
    engine.until(() => engine.owner`select 1 from engine.orders where id = ${orderId} and status = ${wanted}`, {
      what: `the order to be ${wanted}`,
      timeoutMs: 90_000,
    });
  await status('submitted');

  await chain.stop();
  await engine.owner.unsafe('drop schema chain cascade');
  await run(process.execPath, ['--import', 'tsx', 'chain/migrate.ts'], {
    env: { ...engine.stack.env, CHAIN_MIGRATION_DATABASE_URL: engine.stack.databaseUrl },
  });
  await chain.start();
  const readiness = async () => (await fetch(`${engine.url}/readyz`)).text();
  await engine.until(async () => (/chain:accept/.test(await readiness()) ? [{ said: true }] : []), {
    what: 'health to name the command',
    timeoutMs: 90_000,
  });
  await expect(trader.place()).rejects.toMatchObject({ data: { code: 'CHAIN_CHANGED', retryable: true } });
  expect(await trader.client.system.status.query()).toMatchObject({ chainChanged: true });

  // Its height is beyond the last valid one of the submission, which proves nothing on another chain.
  await engine.owner`update chain.head set slot = slot + 100000`;
  const [before] = await engine.owner<
    { epoch: number }[]
  >`select lease_epoch::int as epoch from engine.orders where id = ${orderId}`;
  await worker.restart();
  await engine.until(
    () =>
      engine.owner`select 1 from engine.orders where id = ${orderId} and lease_epoch >= ${(before?.epoch ?? 0) + 2}`,
    { what: 'the worker to look at the order again', timeoutMs: 90_000 },
  );
  await status('submitted');

  const { genesisHash } = (
    await (
      await fetch(engine.stack.chainUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${engine.stack.env.CHAIN_RPC_TOKEN}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getGenesis' }),
      })
    ).json()
  ).result;
  const accept = (genesis: string) =>
    run(process.execPath, ['--import', 'tsx', 'drizzle/chainAccept.ts', genesis], {
      env: engine.stack.env,
    });
  await expect(accept('1'.repeat(44))).rejects.toMatchObject({ stderr: expect.stringContaining(genesisHash) });
  expect((await accept(genesisHash)).stdout).toMatch(/in flight on the previous chain: 1\b/);

  await status('failed');
  expect((await trader.order(orderId)).order.failure).toMatchObject({ code: 'CHAIN_CHANGED' });
  await engine.stack.ready({ timeoutMs: 90_000 });
  const next = await trader.place({ slippageBps: 2_000 });
  expect((await trader.events(next.orderId)).at(-1)?.status).toBe('confirmed');
  expect(await engine.audit()).toEqual([]);
});
