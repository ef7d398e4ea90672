import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisHealth } from '../../redis/health.ts';
import { createDispatcher } from '../../redis/orderQueue.ts';
import { createLogger } from '../../runtime/logger.ts';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { holdBefore } from '../testing/holdBefore.ts';
import { statusesOf, type TestEngine, testEngine } from '../testing/testEngine.ts';

const HAPPY = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

/** Two workers that have routed and signed the same order before either holds it: the commit decides whose transaction is sent. */
describe('an order that two workers have prepared', () => {
  let engine: TestEngine;
  let other: Stack;
  beforeAll(async () => {
    engine = await testEngine();
    other = await startStack({
      env: { ...engine.stack.env, PORT: undefined },
      processes: ['worker'],
      migrate: false,
      timeoutMs: 60_000,
      log: { info: () => {}, line: () => {} },
    });
  });
  afterAll(async () => {
    await other.stop();
    await engine[Symbol.asyncDispose]();
  });

  /** The sessions that wait to commit `submitted`, the one at the gate first. A worker has one such commit in progress at a time. */
  const waiting = () =>
    engine.owner<{ pid: number }[]>`
      select pid from pg_stat_activity
       where datname = current_database() and query like '%submit_orders%' and wait_event_type = 'Lock'
       order by wait_event = 'advisory' desc`;

  /** An order whose commit two workers wait for, and a function that lets it pass. */
  async function preparedTwice() {
    const { REDIS_URL: url, QUEUE_PREFIX: prefix } = engine.stack.env;
    if (url === undefined || prefix === undefined) throw new Error('there is no queue');
    const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });
    const health = createRedisHealth({ url, prefix, logger });
    const dispatcher = createDispatcher({ url, prefix, logger, health });
    const trader = await engine.newTrader();
    const hold = await holdBefore({ owner: engine.owner, status: 'submitted' });
    try {
      await health.check();
      const { orderId } = await trader.place({ slippageBps: 2_000 });
      // Repeated hints reach the other worker too.
      await engine.until(
        async () => {
          const sessions = await waiting();
          dispatcher.dispatch({ orderId, epoch: 0, delayMs: 0 });
          return sessions.length >= 2 ? sessions : [];
        },
        { what: 'two workers that wait to take the order' },
      );
      return { trader, orderId, hold };
    } finally {
      await dispatcher.close();
      await health.close();
    }
  }

  async function expectOneExecution(orderId: string): Promise<void> {
    const landed = await engine.owner<{ signature: string }[]>`
      select signature from chain.transactions where memo like ${`${orderId}:%`}`;
    const submissions = await engine.owner<{ signature: string; epoch: number }[]>`
      select signature, epoch::int from engine.submissions where order_id = ${orderId}`;
    expect(submissions).toMatchObject([{ epoch: 1 }]);
    expect(landed).toEqual(submissions.map(({ signature }) => ({ signature })));
    expect(await engine.audit()).toEqual([]);
  }

  it('is sent by the one whose commit came first', async () => {
    const { trader, orderId, hold } = await preparedTwice();
    expect((await trader.order(orderId)).order.status).toBe('pending');
    await hold.release();
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    await expectOneExecution(orderId);
  });

  it('is sent by the other when the first commit breaks off', async () => {
    const { trader, orderId, hold } = await preparedTwice();
    const [first] = await waiting();
    await engine.owner`select pg_terminate_backend(${first?.pid ?? 0})`;
    await engine.until(async () => ((await waiting()).every(({ pid }) => pid !== first?.pid) ? [{ gone: true }] : []), {
      what: 'the end of the first session',
    });
    await hold.release();
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    await expectOneExecution(orderId);
  });
});
