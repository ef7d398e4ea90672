import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceOrderRequest } from '../core/order/placeOrder.ts';
import { statusesOf, type TestEngine, type TestTrader, testEngine } from './testing/testEngine.ts';

/** One order in each direction of a pair: whichever way the price moves, it moves towards the limit of one of them and the stop of the other. */
const WAYS = [
  { tokenIn: 'JUP', tokenOut: 'USDC' },
  { tokenIn: 'USDC', tokenOut: 'JUP' },
] as const;
const AMOUNT = 10_000_000n;
type Way = (typeof WAYS)[number];

let engine: TestEngine;
let key = 0;

/** Places an order of AMOUNT, and returns its id. */
async function rest(trader: TestTrader, request: Way & Record<string, unknown>): Promise<string> {
  key += 1;
  const order = { amountIn: `${AMOUNT}`, idempotencyKey: `rest-${key}`, ...request } as PlaceOrderRequest;
  return (await trader.client.orders.place.mutate(order)).orderId;
}

/** What AMOUNT gets at present, after fees. */
async function quoteOf(trader: TestTrader, way: Way): Promise<bigint> {
  const { decision } = await trader.client.quotes.get.query({ ...way, amountIn: `${AMOUNT}` });
  if (decision.kind !== 'route') throw new Error('no route');
  return BigInt(decision.route.amountOut);
}

const slot = async (trader: TestTrader) =>
  (await trader.client.quotes.get.query({ ...WAYS[0], amountIn: `${AMOUNT}` })).slot;

async function slotsPass(trader: TestTrader, count: number): Promise<void> {
  const start = await slot(trader);
  await engine.until(async () => ((await slot(trader)) >= start + count ? [{ passed: true }] : []), { what: 'slots' });
}

const still = () => engine.owner`update chain.settings set volatility_percent = 0, venue_spread_percent = 0`;
const move = () => engine.owner`update chain.settings set volatility_percent = 1000`;

/** Resolves with the first of the orders that has ended, once one has. */
async function firstEnd(trader: TestTrader, orderIds: readonly string[]) {
  return engine.until(
    async () => {
      const orders = await Promise.all(orderIds.map((orderId) => trader.order(orderId)));
      return orders.filter(({ order }) => order.finalAt !== null);
    },
    { what: 'a trigger to fire' },
  );
}

beforeAll(async () => {
  engine = await testEngine({});
}, 240_000);
afterAll(async () => engine[Symbol.asyncDispose]());

describe('an order that rests', () => {
  it('is executed at once when it is a limit that the market meets, for its price or better', async () => {
    const trader = await engine.newTrader();
    const quoted = await quoteOf(trader, WAYS[0]);
    const minOut = (quoted * 98n) / 100n;
    const orderId = await rest(trader, { ...WAYS[0], type: 'limit', minOut: `${minOut}` });
    const events = await trader.events(orderId);
    expect(statusesOf(events)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
    expect(events[1]).toMatchObject({
      attempt: 1,
      data: { retry: null, fired: { by: 'limit', source: 'quote', minOut: `${minOut}`, watermark: null } },
    });
    const { order } = await trader.order(orderId);
    expect(BigInt(order.fill?.amountOut ?? 0)).toBeGreaterThanOrEqual(minOut);
  });

  it('waits for its price, and is executed when the market comes to it', async () => {
    const trader = await engine.newTrader();
    await still();
    await slotsPass(trader, 20);
    const limits: string[] = [];
    for (const way of WAYS) {
      const minOut = ((await quoteOf(trader, way)) * 1_002n) / 1_000n;
      limits.push(await rest(trader, { ...way, type: 'limit', minOut: `${minOut}` }));
    }
    await slotsPass(trader, 5);
    for (const orderId of limits)
      expect(await trader.order(orderId)).toMatchObject({ order: { status: 'pending', attempt: 0 } });
    await move();
    const { order } = await firstEnd(trader, limits);
    expect(order).toMatchObject({ status: 'confirmed', fired: { by: 'limit' } });
    expect(BigInt(order.fill?.amountOut ?? 0)).toBeGreaterThanOrEqual(BigInt(order.minOut));
  });

  it('is executed within its worst price when its stop fires, with the evidence in the event', async () => {
    const trader = await engine.newTrader();
    await still();
    await slotsPass(trader, 20);
    const stops: string[] = [];
    for (const way of WAYS) {
      const price = { amountIn: `${AMOUNT}`, amountOut: `${((await quoteOf(trader, way)) * 990n) / 1_000n}` };
      stops.push(await rest(trader, { ...way, type: 'stop', stopPrice: price, maxSlippageBps: 500 }));
    }
    await slotsPass(trader, 5);
    for (const orderId of stops) expect(await trader.order(orderId)).toMatchObject({ order: { status: 'pending' } });
    await move();
    const { order } = await firstEnd(trader, stops);
    expect(order).toMatchObject({ status: 'confirmed', fired: { by: 'stop', source: 'mid' } });
    expect(BigInt(order.fill?.amountOut ?? 0)).toBeGreaterThanOrEqual(BigInt(order.fired?.minOut ?? 0));
    expect(BigInt(order.fired?.minOut ?? 0)).toBe((BigInt(order.fired?.quotedOut ?? 0) * 95n) / 100n);
  });

  it('expires with its hold released, and cancels at once', async () => {
    const trader = await engine.newTrader();
    const far = { type: 'limit', minOut: `${(await quoteOf(trader, WAYS[0])) * 2n}` };
    const expiring = await rest(trader, { ...WAYS[0], ...far, validForSeconds: 1 });
    const cancelled = await rest(trader, { ...WAYS[0], ...far });
    expect((await trader.client.orders.cancel.mutate({ orderId: cancelled })).outcome).toBe('cancelled');
    expect(statusesOf(await trader.events(expiring))).toEqual(['pending', 'expired']);
    const { balances } = await trader.client.account.balances.query();
    expect(balances.every(({ held }) => held === '0')).toBe(true);
    expect(await engine.audit()).toEqual([]);
  });
});
