import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { startStack } from '../../scripts/stack.mjs';
import { HIGH_LIMITS } from '../testing/highLimits.ts';
import { connectTrader } from '../testing/testEngine.ts';

const CLICKERS = 6;

/** The answer is a retryable error with a reason; a connection that broke off has neither. */
function clearAnswer(error: unknown): { code: unknown; retryable: unknown } | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data) || !('retryable' in data)) return undefined;
  return { code: data.code, retryable: data.retryable };
}

it('survives a kill of Postgres under load: no process ends, answers have a clear error, work resumes', async () => {
  const stack = await startStack({
    env: {
      ...HIGH_LIMITS,
      NODE_ENV: 'production',
      SLOT_TIME_MS: '50',
      LOG_LEVEL: 'warn',
      NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next-test',
    },
    timeoutMs: 60_000,
  });
  const owner = postgres(stack.databaseUrl, { max: 2, connect_timeout: 3, fetch_types: false, onnotice: () => {} });
  const { chain, server, worker, postgres: database } = stack.processes;
  if (!chain || !server || !worker || !database) throw new Error('a process is missing');
  const traders = await Promise.all(Array.from({ length: CLICKERS }, () => connectTrader(stack.url)));
  const accepted: string[] = [];
  const refusals: unknown[] = [];
  let clicking = true;
  try {
    const load = traders.map(async (trader) => {
      while (clicking) {
        try {
          accepted.push((await trader.place({ amountIn: '1000000', slippageBps: 2_000 })).orderId);
        } catch (error) {
          refusals.push(error);
        }
        await wait(20);
      }
    });
    await expect.poll(() => accepted.length, { timeout: 90_000 }).toBeGreaterThan(30);
    const pids = [chain.pid, server.pid, worker.pid];
    const killedAt = Date.now();
    database.kill('SIGKILL');
    // Repeated until it gets an answer again.
    const confirmedSince = async () => {
      try {
        const rows =
          await owner`select 1 from engine.order_events where status = 'confirmed' and at > ${new Date(killedAt + 500)} limit 1`;
        return rows.length;
      } catch {
        return 0;
      }
    };
    await expect.poll(confirmedSince, { timeout: 90_000, interval: 50 }).toBe(1);
    const before = accepted.length;
    await expect.poll(() => accepted.length, { timeout: 90_000 }).toBeGreaterThan(before + 10);
    clicking = false;
    await Promise.all(load);

    expect([chain.pid, server.pid, worker.pid]).toEqual(pids);
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) expect(clearAnswer(refusal)).toMatchObject({ retryable: true });
    await expect
      .poll(async () => (await owner`select 1 from engine.orders where final_at is null`).length, { timeout: 90_000 })
      .toBe(0);
    const rows = await owner<{ id: string }[]>`select id from engine.orders`;
    const kept = new Set(rows.map(({ id }) => id));
    expect(accepted.filter((id) => !kept.has(id))).toEqual([]);
    expect([...(await owner`select * from engine.audit`)]).toEqual([]);
  } finally {
    clicking = false;
    await Promise.allSettled(traders.map((trader) => trader.close()));
    await owner.end({ timeout: 2 });
    await stack.stop();
  }
});
