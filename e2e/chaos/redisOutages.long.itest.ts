import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StackProcess } from '../../scripts/stack.mjs';
import { type TestEngine, type TestTrader, testEngine } from '../testing/testEngine.ts';

describe('Redis', () => {
  let engine: TestEngine;
  let trader: TestTrader;
  beforeAll(async () => {
    engine = await testEngine({ ownRedis: true, env: { LEASE_MS: '1500' } });
    trader = await engine.newTrader();
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  function redis(): StackProcess {
    const { redis: process } = engine.stack.processes;
    if (process === undefined) throw new Error('the stack has no Redis of its own');
    return process;
  }
  async function place(): Promise<string> {
    const { orderId } = await trader.place({ amountIn: '1000000', slippageBps: 2_000 });
    return orderId;
  }
  /** Without any intervention, accepted orders end by themselves, each once. */
  async function allConfirmed(orderIds: readonly string[]): Promise<void> {
    await engine.until(
      async () => {
        const rows = await engine.owner`
          select 1 from engine.orders where id = any (${[...orderIds]}) and status = 'confirmed'`;
        return rows.length === orderIds.length ? [{ ok: true }] : [];
      },
      { what: `${orderIds.length} confirmed orders`, timeoutMs: 120_000 },
    );
    expect(await engine.audit()).toEqual([]);
  }

  it('flushed while jobs wait: nothing is lost', async () => {
    const { worker } = engine.stack.processes;
    await worker?.stop();
    const placed = await Promise.all(Array.from({ length: 10 }, place));
    const connection = new Redis(engine.stack.redisUrl);
    expect(await connection.dbsize()).toBeGreaterThan(0);
    await connection.flushall();
    connection.disconnect();
    await worker?.start();
    await allConfirmed(placed);
  });

  it('killed while jobs wait, and down for a while: nothing is lost', async () => {
    const before = await Promise.all(Array.from({ length: 5 }, place));
    await redis().stop({ signal: 'SIGKILL' });
    const without = await Promise.all(Array.from({ length: 5 }, place));
    await redis().start();
    await allConfirmed([...before, ...without]);
  });
});
