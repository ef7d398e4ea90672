import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceOrderRequest } from '../core/order/placeOrder.ts';
import { connectDatabase } from '../drizzle/database.ts';
import { createOrderAmendment } from '../drizzle/orderAmendment.ts';
import { createRestingOrders, type RestingOrders } from '../drizzle/restingOrders.ts';
import { type Stack, type StackProcess, startStack } from '../scripts/stack.mjs';
import { statusesOf, type TestEngine, type TestTrader, testEngine } from './testing/testEngine.ts';

const WAY = { tokenIn: 'SOL', tokenOut: 'USDC' } as const;
const AMOUNT = 10_000_000n;
const HAPPY = ['pending', 'routing', 'building', 'submitted', 'confirmed'];
/** The lease of a pair and the time between two signs of life (worker/watching/watcher.ts). */
const LEASE_MS = 1_500;

let engine: TestEngine;
/** A second worker of the engine; started by the first test that needs it. */
let other: Stack;
let trader: TestTrader;
let key = 0;

async function rest(request: Record<string, unknown>): Promise<string> {
  key += 1;
  const order = { ...WAY, amountIn: `${AMOUNT}`, idempotencyKey: `watch-${key}`, ...request } as PlaceOrderRequest;
  return (await trader.client.orders.place.mutate(order)).orderId;
}

/** What AMOUNT gets at present, after fees. */
async function quote(): Promise<bigint> {
  const { decision } = await trader.client.quotes.get.query({ ...WAY, amountIn: `${AMOUNT}` });
  if (decision.kind !== 'route') throw new Error('no route');
  return BigInt(decision.route.amountOut);
}

const price = (amountOut: bigint) => ({ amountIn: `${AMOUNT}`, amountOut: `${amountOut}` });
const triggers = async (orderId: string) =>
  (await trader.events(orderId)).filter(({ status, data }) => status === 'routing' && 'fired' in data && data.fired);

/** The lease of the pair. */
const lease = () =>
  engine.owner<{ owner: string; epoch: string; left: number | null }[]>`
    select owner, epoch, extract(epoch from lease_until - clock_timestamp())::float8 * 1000 as left from engine.watched_pairs
     where owner is not null`;
/** Resolves with the lease once somebody else than `before` watches the pair. */
const takenFrom = (before: string | undefined) =>
  engine.until(async () => (await lease()).filter(({ owner }) => owner !== before), { what: 'another watcher' });

const processOf = ({ processes }: Stack): StackProcess => {
  if (processes.worker === undefined) throw new Error('there is no worker');
  return processes.worker;
};
/** The worker that watches, and the other one. Both run. */
async function workers() {
  const owner = await engine.until(lease, { what: 'a watcher' });
  const both = [processOf(engine.stack), processOf(other)];
  // Its name contains its process id (worker/main.ts).
  const watching = both.find(({ pid }) => owner.owner.includes(`-${pid}-`));
  const idle = both.find((one) => one !== watching);
  if (watching === undefined || idle === undefined) throw new Error(`${owner.owner} is neither of the workers`);
  return { watching, idle, owner: owner.owner };
}

beforeAll(async () => {
  engine = await testEngine({ ownRedis: true });
  other = await startStack({
    env: { ...engine.stack.env, PORT: undefined, WORKER_HEALTH_PORT: undefined },
    processes: ['worker'],
    migrate: false,
    timeoutMs: 120_000,
  });
  trader = await engine.newTrader();
  await engine.owner`update chain.settings set volatility_percent = 0, venue_spread_percent = 0`;
  // A pair is watched from its first order on.
  await rest({ type: 'limit', minOut: `${10n ** 15n}` });
}, 240_000);
afterAll(async () => {
  await other?.stop();
  await engine?.[Symbol.asyncDispose]();
});

describe('the watch over resting orders', () => {
  it('goes on with the other worker when the one that watches is killed, and a trigger fires once', async () => {
    const { watching, owner } = await workers();
    const waiting = await rest({ type: 'takeProfit', takeProfitPrice: price(((await quote()) * 102n) / 100n) });
    const [before] = await lease();
    await watching.stop({ signal: 'SIGKILL' });
    const killedAt = performance.now();
    const taken = await takenFrom(owner);
    const gone = performance.now() - killedAt;
    expect(Number(taken.epoch)).toBe(Number(before?.epoch) + 1);
    // The rest of the lease, one sign of life of the other worker, and what a busy machine adds.
    expect(gone).toBeLessThan(LEASE_MS + 400 + 5_000);
    const fills = await rest({ type: 'limit', minOut: `${((await quote()) * 98n) / 100n}` });
    expect(statusesOf(await trader.events(fills))).toEqual(HAPPY);
    expect(await triggers(fills)).toHaveLength(1);
    expect(await trader.order(waiting)).toMatchObject({ order: { status: 'pending', attempt: 0 } });
    await watching.start();
  });

  it('refuses a trigger of a worker that believes to watch by an older lease', async () => {
    const database = connectDatabase({ url: engine.stack.databaseUrl, applicationName: 'test', max: 2 });
    const resting: RestingOrders = createRestingOrders({ database, owner: 'old', leaseMs: 1, onEvents: () => {} });
    try {
      const orderId = await rest({ type: 'limit', minOut: `${10n ** 15n}` });
      const [row] = await engine.owner<{ token_a: string; token_b: string; epoch: string }[]>`
        select token_a, token_b, epoch from engine.watched_pairs`;
      if (row === undefined) throw new Error('no pair is watched');
      const fire = (watchEpoch: number) =>
        resting.fire({
          orderId,
          version: 1,
          pair: { tokenA: row.token_a, tokenB: row.token_b, epoch: watchEpoch },
          fired: {
            by: 'limit',
            slot: 1,
            source: 'quote',
            observed: price(1n),
            watermark: null,
            quotedOut: '1',
            minOut: '1',
          },
        });
      expect(await fire(Number(row.epoch) - 1)).toEqual({ verdict: 'stale' });
      expect(await trader.order(orderId)).toMatchObject({ order: { status: 'pending', attempt: 0 } });
      // Of two at once that hold the lease, one fires.
      const { verdict } = await fire(Number(row.epoch));
      expect([verdict, (await fire(Number(row.epoch))).verdict]).toEqual(['ok', 'over']);
    } finally {
      await database.close();
    }
  });

  it('hands its pairs over at once when it is stopped', async () => {
    const { watching, owner } = await workers();
    await watching.stop();
    const [row] = await lease();
    // Given back by the one that stopped, or taken by the other one already; it did not run out.
    expect(row?.owner === owner ? row.left : null).toBeNull();
    expect((await takenFrom(owner)).owner).not.toBe(owner);
    await watching.start();
  });

  it('fills a limit without Redis', async () => {
    const { redis } = engine.stack.processes;
    if (redis === undefined) throw new Error('there is no Redis to stop');
    await redis.stop();
    const orderId = await rest({ type: 'limit', minOut: `${((await quote()) * 98n) / 100n}` });
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    await redis.start();
  });

  it('goes on after its connections to Postgres were cut', async () => {
    for (let times = 0; times < 5; times += 1) {
      await engine.owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'worker'`;
      await engine.owner`select pg_sleep(0.2)`;
    }
    const orderId = await rest({ type: 'limit', minOut: `${((await quote()) * 98n) / 100n}` });
    expect(statusesOf(await trader.events(orderId)).at(-1)).toBe('confirmed');
  });

  it('fires an amended order by its new terms only', async () => {
    const database = connectDatabase({ url: engine.stack.databaseUrl, applicationName: 'test', max: 2 });
    try {
      const quoted = await quote();
      const orderId = await rest({ type: 'stop', stopPrice: price(quoted / 2n), confirmSlots: 1 });
      const [row] = await engine.owner<{ trader_id: string; trigger: object }[]>`
        select trader_id, trigger from engine.orders where id = ${orderId}`;
      const minOut = (quoted * 98n) / 100n;
      const stop = { rate: price(quoted * 2n), maxSlippageBps: 500 };
      const trigger = { source: 'mid' as const, confirmSlots: 1, stop, takeProfit: null, trail: null };
      const amendment = {
        traderId: row?.trader_id ?? '',
        orderId,
        amountIn: AMOUNT / 2n,
        minOut: minOut / 2n,
        trigger,
      };
      const { amend } = createOrderAmendment({ database });
      const more = {
        exit: null,
        requestedMinOut: null,
        quotedOut: undefined,
        quoteSlot: undefined,
        validForMs: 60_000,
      };
      expect(await amend({ ...amendment, ...more, version: 2 })).toBe('conflict');
      expect(await amend({ ...amendment, ...more, version: 1 })).toBe('amended');
      const events = await trader.events(orderId);
      expect(statusesOf(events)).toEqual(['pending', ...HAPPY]);
      const { order } = await trader.order(orderId);
      expect(order).toMatchObject({
        status: 'confirmed',
        version: 2,
        amountIn: `${AMOUNT / 2n}`,
        fired: { by: 'stop' },
      });
      expect(BigInt(order.fired?.minOut ?? 0)).toBeGreaterThanOrEqual(minOut / 2n);
    } finally {
      await database.close();
    }
  });

  it('fires a trailing stop below the watermark that was stored, after a takeover as well', async () => {
    const orderId = await rest({ type: 'trailingStop', trailBps: 1_000, confirmSlots: 1 });
    const stored = () =>
      engine.owner<{ watermark: { amountIn: string; amountOut: string } }[]>`
        select watermark from engine.orders where id = ${orderId} and watermark is not null`;
    const { watermark } = await engine.until(stored, { what: 'the first watermark' });
    const { watching, owner } = await workers();
    // As if the price had been a quarter higher before the worker died. The one that watches goes by what it has seen itself.
    const higher = { ...watermark, amountOut: `${(BigInt(watermark.amountOut) * 5n) / 4n}` };
    await engine.owner`update engine.orders set watermark = ${engine.owner.json(higher)} where id = ${orderId}`;
    await watching.stop({ signal: 'SIGKILL' });
    await takenFrom(owner);
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    const { order } = await trader.order(orderId);
    expect(order.fired).toMatchObject({ by: 'trailingStop', watermark: higher });
    await watching.start();
  });

  it('executes one side of an OCO once, and nothing of it remains', async () => {
    const quoted = await quote();
    const orderId = await rest({
      type: 'oco',
      takeProfitPrice: price((quoted * 1_006n) / 1_000n),
      stopPrice: price((quoted * 994n) / 1_000n),
      confirmSlots: 1,
    });
    await engine.owner`update chain.settings set volatility_percent = 1000`;
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    expect(await triggers(orderId)).toHaveLength(1);
    const { order } = await trader.order(orderId);
    expect(order.status).toBe('confirmed');
    expect(['stop', 'takeProfit']).toContain(order.fired?.by);
    expect(order.fill?.amountIn).toBe(`${AMOUNT}`);
    const left =
      await engine.owner`select 1 from engine.orders where id = ${orderId} and (resting or final_at is null)`;
    expect(left).toHaveLength(0);
    expect(await engine.audit()).toEqual([]);
  });
});
