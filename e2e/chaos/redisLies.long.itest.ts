import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectForCounting } from '../../redis/connection.ts';
import { createRedisHealth, type RedisHealth } from '../../redis/health.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createLimiter } from '../../server/limits/limiter.ts';
import { type TestEngine, type TestTrader, testEngine } from '../testing/testEngine.ts';

const ORDERS = 12;
/** Maximum number of commands a second from all processes to a Redis that refuses them: a process that retries in a loop sends thousands. */
const MOST_COMMANDS = 500;

/** Faults in which Redis still answers PING: the fault, its removal, and the message in health. */
type Lie = { what: string; begin(): Promise<unknown>; end(): Promise<unknown>; problem: RegExp };

describe('Redis that answers PING and', () => {
  let engine: TestEngine;
  let trader: TestTrader;
  let redis: Redis;
  let health: RedisHealth;
  const logged: string[] = [];
  const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });
  beforeAll(async () => {
    engine = await testEngine({ ownRedis: true, env: { LEASE_MS: '1500' } });
    trader = await engine.newTrader();
    redis = new Redis(engine.stack.redisUrl);
    redis.on('error', () => {});
    const hearing = Object.assign(Object.create(logger) as typeof logger, {
      warn: (data: { problem: string }) => void logged.push(`warn ${data.problem}`),
      info: (message: string) => void logged.push(`info ${message}`),
    });
    health = createRedisHealth({ url: engine.stack.redisUrl, prefix: 'probe', logger: hearing });
  });
  afterAll(async () => {
    redis.disconnect();
    await health.close();
    await engine[Symbol.asyncDispose]();
  });

  const keyOf = (name: string) => `${engine.stack.env.QUEUE_PREFIX}:orders:${name}`;
  const replaceKey = (name: string) => async () => {
    await redis.multi().del(keyOf(name)).set(keyOf(name), 'not what it should be').exec();
  };
  const removeKey = (name: string) => () => redis.del(keyOf(name));
  /** Hints of all jobs that wait: those that were given at the same moment share one. */
  async function hintsThatWait(): Promise<number> {
    const jobs = await redis.lrange(keyOf('wait'), 0, -1);
    const data = await Promise.all(jobs.map((job) => redis.hget(keyOf(job), 'data')));
    return data.reduce((sum, text) => sum + JSON.parse(text ?? '{"hints":[]}').hints.length, 0);
  }
  const place = (request = {}) => trader.place({ amountIn: '1000000', slippageBps: 2_000, ...request });
  const statusOf = () => trader.client.system.status.query();
  async function redisPart(): Promise<{ ok: boolean; message: string }> {
    const answer: unknown = await (await fetch(`${engine.url}/readyz`)).json();
    return (answer as { parts: { redis: { ok: boolean; message: string } } }).parts.redis;
  }
  async function commandsSoFar(): Promise<number> {
    return Number(/total_commands_processed:(\d+)/.exec(await redis.info('stats'))?.[1]);
  }
  async function allEnded(orderIds: readonly string[], status: 'confirmed' | 'failed'): Promise<void> {
    await engine.until(
      async () => {
        const rows =
          await engine.owner`select 1 from engine.orders where id = any (${[...orderIds]}) and status = ${status}`;
        return rows.length === orderIds.length ? [{ ok: true }] : [];
      },
      { what: `${orderIds.length} orders to be ${status}`, timeoutMs: 120_000 },
    );
  }

  const lies: Lie[] = [
    {
      what: 'refuses writes because its memory is full',
      begin: () => redis.config('SET', 'maxmemory', '1'),
      end: () => redis.config('SET', 'maxmemory', '0'),
      problem: /refuses writes \(OOM\)/,
    },
    {
      what: 'has become a read-only replica',
      begin: () => redis.call('REPLICAOF', '127.0.0.1', '9'),
      end: () => redis.call('REPLICAOF', 'NO', 'ONE'),
      problem: /refuses writes \(READONLY\)/,
    },
    {
      what: 'denies us its scripts',
      begin: () => redis.call('ACL', 'SETUSER', 'default', '-eval', '-evalsha'),
      end: () => redis.call('ACL', 'SETUSER', 'default', '+@all'),
      problem: /refuses writes \(NOPERM\)/,
    },
    {
      what: 'holds a string where jobs wait',
      begin: replaceKey('wait'),
      end: removeKey('wait'),
      problem: /queue in Redis is damaged/,
    },
    {
      what: 'holds a string where workers are woken',
      begin: replaceKey('marker'),
      end: removeKey('marker'),
      problem: /queue in Redis is damaged/,
    },
    {
      what: 'holds a paused queue',
      begin: () => redis.hset(keyOf('meta'), 'paused', '1'),
      end: () => redis.hdel(keyOf('meta'), 'paused'),
      problem: /queue in Redis is paused/,
    },
  ];

  it.each(lies)('$what: orders are executed or ended, and health reports it', { timeout: 240_000 }, async (lie) => {
    const { worker } = engine.stack.processes;
    await expect.poll(redisPart, { timeout: 90_000 }).toMatchObject({ ok: true });
    // A connection besides those of the processes, whose answers are checked below.
    await lie.begin();
    const counted = { commands: await commandsSoFar(), at: performance.now() };
    try {
      await expect
        .poll(redisPart, { timeout: 90_000 })
        .toEqual({ ok: false, message: expect.stringMatching(lie.problem) });
      const placed = await Promise.all(Array.from({ length: ORDERS }, () => place()));
      await allEnded(
        placed.map(({ orderId }) => orderId),
        'confirmed',
      );
      // The order expires before any worker could look at it.
      worker?.kill('SIGSTOP');
      const { orderId } = await place({ validForSeconds: 1 });
      await engine.until(
        () => engine.owner`select 1 from engine.orders where id = ${orderId} and valid_until < now()`,
        {
          what: 'the order to be past its time',
        },
      );
      worker?.kill('SIGCONT');
      await allEnded([orderId], 'failed');
      const seconds = (performance.now() - counted.at) / 1_000;
      expect(((await commandsSoFar()) - counted.commands) / seconds).toBeLessThan(MOST_COMMANDS);
    } finally {
      worker?.kill('SIGCONT');
      await lie.end();
    }
    await expect.poll(redisPart, { timeout: 90_000 }).toMatchObject({ ok: true });
    expect(await engine.audit()).toEqual([]);
  });

  it('loses its list of waiting jobs, but not the jobs: orders are executed', { timeout: 240_000 }, async () => {
    const { worker } = engine.stack.processes;
    await worker?.stop();
    const placed = await Promise.all(Array.from({ length: ORDERS }, () => place()));
    await expect.poll(() => hintsThatWait(), { timeout: 90_000 }).toBe(ORDERS);
    await redis.del(keyOf('wait'));
    await worker?.start();
    await allEnded(
      placed.map(({ orderId }) => orderId),
      'confirmed',
    );
  });

  it('can not count the workers: the status shows an unknown number, not 0', { timeout: 240_000 }, async () => {
    await expect.poll(async () => (await statusOf()).workers, { timeout: 90_000 }).toBe(1);
    const seen = new Set<number | null>();
    const workersNow = async () => {
      const { workers } = await statusOf();
      seen.add(workers);
      return workers;
    };
    await redis.config('SET', 'maxmemory', '1');
    await expect.poll(workersNow, { timeout: 90_000 }).toBeNull();
    await redis.config('SET', 'maxmemory', '0');
    await expect.poll(workersNow, { timeout: 90_000 }).toBe(1);
    await redis.flushall();
    await expect.poll(() => redis.exists(`${engine.stack.env.QUEUE_PREFIX}:workers`), { timeout: 90_000 }).toBe(1);
    await workersNow();
    expect(seen).not.toContain(0);
  });

  it('refuses writes: limits are counted in memory, and the log has one warning', { timeout: 240_000 }, async () => {
    const connection = connectForCounting({ url: engine.stack.redisUrl, name: 'test', logger });
    try {
      await expect.poll(health.check, { timeout: 90_000 }).toBeUndefined();
      await expect.poll(() => connection.status, { timeout: 90_000 }).toBe('ready');
      logged.length = 0;
      await redis.config('SET', 'maxmemory', '1');
      await expect.poll(health.check, { timeout: 90_000 }).toMatch(/OOM/);
      const limiter = createLimiter({ name: 'l', points: 3, seconds: 60, redis: { connection, prefix: 'p' } });
      const uses = await Promise.allSettled(Array.from({ length: 5 }, () => limiter.take('a')));
      expect(uses.map(({ status }) => status).sort()).toEqual([
        ...Array(3).fill('fulfilled'),
        ...Array(2).fill('rejected'),
      ]);
      const before = await health.check();
      // Another probe, after which nothing is logged again.
      await expect
        .poll(async () => (await health.check()) === before && performance.now(), { timeout: 90_000 })
        .toBeTruthy();
      await redis.config('SET', 'maxmemory', '0');
      await expect.poll(health.check, { timeout: 90_000 }).toBeUndefined();
      expect(logged).toEqual(['warn Redis refuses writes (OOM).', 'info redis works again']);
    } finally {
      await redis.config('SET', 'maxmemory', '0');
      connection.disconnect();
    }
  });
});
