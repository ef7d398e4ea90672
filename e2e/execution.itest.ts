import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderEventView } from '../core/order/orderView.ts';
import { VENUES, venueOf } from '../core/pools/all/poolKinds.ts';
import { LISTED_POOLS } from '../core/testing/usualListing.ts';
import { decodeTransaction } from '../core/transaction/decodeTransaction.ts';
import { statusesOf, type TestEngine, testEngine } from './testing/testEngine.ts';

/** The venues with a pool for a pair, in the order of the kinds. */
function venuesOf(a: string, b: string): readonly string[] {
  const pools = LISTED_POOLS.filter(({ pair }) => pair === `${a}/${b}` || pair === `${b}/${a}`);
  return VENUES.map(({ id }) => id).filter((venue) => pools.some((pool) => venueOf(pool) === venue));
}

/** A pair with two pools, so that one large swap moves all of them. */
const THIN = { tokenIn: 'JUP', tokenOut: 'USDC' } as const;
const MOVED = /^(SLIPPAGE|PRICE_MOVED)$/;
const REFUSED = /"(Custom":\d+|ComputationalBudgetExceeded")/;

const HAPPY = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

describe('an order on the whole engine', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine({ env: { RETRY_BACKOFF_MS: '300' } });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
  });

  const landings = (orderId: string) =>
    engine.owner<
      { slot: string; err: unknown }[]
    >`select slot, err from chain.transactions where memo like ${`${orderId}:%`} order by slot`;

  it.each([
    { pays: 'SOL', receives: 'USDC', amountIn: '1000000000', wraps: true, unwraps: true },
    { pays: 'USDC', receives: 'SOL', amountIn: '150000000', wraps: false, unwraps: true },
    { pays: 'USDC', receives: 'JUP', amountIn: '25000000', wraps: false, unwraps: false },
  ])(
    'swaps $pays for $receives and settles what the chain executed',
    async ({ pays, receives, amountIn, wraps, unwraps }) => {
      const trader = await engine.newTrader();
      const placed = await trader.place({ tokenIn: pays, tokenOut: receives, amountIn });
      const events = await trader.events(placed.orderId);
      expect(statusesOf(events)).toEqual(HAPPY);
      const { order, submissions } = await trader.order(placed.orderId);
      expect(order.fill?.amountIn).toBe(amountIn);
      expect(BigInt(order.fill?.amountOut ?? 0)).toBeGreaterThanOrEqual(BigInt(order.minOut));
      expect(order.steps.map((step) => step.status)).toEqual(HAPPY);

      // The quotes of all venues of the pair are kept with the order.
      const built = events.find((event) => event.status === 'building');
      expect(
        built?.status === 'building' && built.data.decision.venues.map((quote) => [quote.venue, quote.kind]),
      ).toEqual(venuesOf(pays, receives).map((venue) => [venue, 'filled']));

      const bytes = Buffer.from(submissions[0]?.transaction ?? '', 'base64');
      expect(bytes.length).toBeLessThanOrEqual(1_232);
      const kinds = decodeTransaction(bytes).instructions.map((instruction) => instruction.kind);
      expect(kinds.includes('wrap-sync')).toBe(wraps);
      expect(kinds.includes('unwrap')).toBe(unwraps);

      const { balances } = await trader.client.account.balances.query();
      expect(balances.every((balance) => balance.held === '0')).toBe(true);
      expect(await landings(placed.orderId)).toMatchObject([{ err: null }]);

      // The attempt was valued by a mark, and the results are computed from the same amounts as the ledger.
      expect(BigInt((built?.status === 'building' && built.data.usdcValue) || 0)).toBeGreaterThan(0n);
      const results = await trader.client.account.performance.query();
      expect(results).toMatchObject({ fills: 1, unvaluedFills: 0 });
      const held = (of: readonly { token: string; amount: string }[]) =>
        new Map(of.map((one) => [one.token, one.amount]));
      expect(held(results.tokens)).toEqual(
        held(balances.map(({ token, available }) => ({ token, amount: available }))),
      );
    },
  );

  it('fails with SLIPPAGE when the market never reaches minOut: three attempts, each with an event, and the hold released', async () => {
    const trader = await engine.newTrader();
    const before = await trader.client.account.balances.query();
    const { orderId } = await trader.place({ minOut: '1000000000' });
    const events = await trader.events(orderId);
    expect(statusesOf(events)).toEqual(['pending', 'routing', 'routing', 'routing', 'failed']);
    const waits = events.flatMap((event) =>
      event.status === 'routing' && event.data.retry !== null ? [event.data.retry] : [],
    );
    expect(waits.map((retry) => retry.failure.code)).toEqual(['SLIPPAGE', 'SLIPPAGE']);
    for (const retry of waits) expect(retry.nextRunAt).not.toBeNull();
    const { order } = await trader.order(orderId);
    expect(order.failure).toMatchObject({ code: 'SLIPPAGE', message: expect.stringMatching(/not executed.*released/) });
    expect((await trader.client.account.balances.query()).balances).toEqual(before.balances);
    expect(await landings(orderId)).toEqual([]);
  });

  it('succeeds on its second attempt when the price recovers', async () => {
    // A thin market, so that one large swap moves the price away until arbitrage has moved it back.
    await engine.owner`update chain.settings set depth_percent = 2, volatility_percent = 0, venue_spread_percent = 0`;
    try {
      const trader = await engine.newTrader();
      const mover = await engine.newTrader();
      const slots = async () => (await trader.client.quotes.get.query({ ...THIN, amountIn: '1000000' })).slot;
      const start = await slots();
      await engine.until(async () => ((await slots()) > start + 20 ? [{ settled: true }] : []), {
        what: 'the settled thin market',
      });
      const quote = await trader.client.quotes.get.query({ ...THIN, amountIn: '1000000' });
      if (quote.decision.kind !== 'route') throw new Error('no route');
      const minOut = ((BigInt(quote.decision.route.amountOut) * 9_990n) / 10_000n).toString();

      const move = await mover.place({ ...THIN, amountIn: '9000000000', slippageBps: 5_000 });
      expect((await mover.events(move.orderId)).at(-1)?.status).toBe('confirmed');
      const { orderId } = await trader.place({ ...THIN, amountIn: '1000000', minOut });
      const events = await trader.events(orderId);
      expect(events.at(-1)).toMatchObject({ status: 'confirmed' });
      expect(events.at(-1)?.attempt).toBeGreaterThanOrEqual(2);
      expect(events[2]).toMatchObject({
        status: 'routing',
        attempt: 2,
        data: { retry: { failure: { code: 'SLIPPAGE' } } },
      });
    } finally {
      await engine.owner`update chain.settings set depth_percent = 100, volatility_percent = 100, venue_spread_percent = 100`;
    }
  });

  it('goes to its next attempt when the price has moved on chain by the time its transaction lands', async () => {
    const trader = await engine.newTrader();
    // One order in each direction: the price moves against one of them.
    const sell = { tokenIn: 'JUP', tokenOut: 'USDC', amountIn: '1000000', slippageBps: 10 };
    const ways = [sell, { ...sell, tokenIn: 'USDC', tokenOut: 'JUP' }];
    const hasExpired = (event: OrderEventView | undefined) =>
      event?.status === 'routing' && event.data.retry?.failure.code === 'NOT_LANDED';
    const quoteOf = async (way: (typeof ways)[number]) => {
      const { decision } = await trader.client.quotes.get.query(way);
      return decision.kind === 'route' ? BigInt(decision.route.amountOut) : 0n;
    };
    /** Places both where the price is far from its usual place, lets it return while their transactions wait on the chain, and returns the order that is below its bound by then. */
    async function overtaken(): Promise<string> {
      await engine.owner`update chain.settings set volatility_percent = 0, venue_spread_percent = 0`;
      const { slot: start } = await trader.client.quotes.get.query(sell);
      await engine.until(
        async () => ((await trader.client.quotes.get.query(sell)).slot > start + 20 ? [{ settled: true }] : []),
        { what: 'the price at its usual place' },
      );
      const usual = await quoteOf(sell);
      await engine.owner`update chain.settings set volatility_percent = 1000`;
      await engine.until(
        async () => {
          const now = await quoteOf(sell);
          return now * 100n > usual * 102n || now * 100n < usual * 98n ? [{ far: true }] : [];
        },
        { what: 'the price to be far from there' },
      );
      await engine.owner`update chain.settings set hold_landings = true`;
      const orders = await Promise.all(ways.map(async (way) => ({ way, ...(await trader.place(way)) })));
      for (const { orderId } of orders)
        await engine.until(
          async () => ((await trader.order(orderId)).order.status === 'submitted' ? [{ waits: true }] : []),
          { what: 'a transaction to wait on the chain' },
        );
      await engine.owner`update chain.settings set volatility_percent = 0`;
      const isBelow = async ({ way, minOut }: { way: (typeof ways)[number]; minOut: string }) => {
        const { decision } = await trader.client.quotes.get.query(way);
        return decision.kind === 'route' && BigInt(decision.route.amountOut) * 100n < BigInt(minOut) * 99n;
      };
      const found = await engine.until(
        async () => {
          for (const placed of orders) if (await isBelow(placed)) return [placed];
          return [];
        },
        { what: 'the price to leave one of the bounds' },
      );
      await engine.owner`update chain.settings set hold_landings = false`;
      return found.orderId;
    }
    try {
      for (;;) {
        const orderId = await overtaken();
        const events = await trader.events(orderId);
        // The price may have moved before the order was routed, or have come back in the slot of the landing: then once more.
        const landed = ['pending', 'routing', 'building', 'submitted', 'routing'];
        if (statusesOf(events).slice(0, 5).join() !== landed.join() || hasExpired(events[4])) continue;
        expect(events[4]).toMatchObject({
          attempt: 2,
          data: { retry: { failure: { code: expect.stringMatching(MOVED), detail: expect.stringMatching(REFUSED) } } },
        });
        const { submissions } = await trader.order(orderId);
        expect(submissions[0]).toMatchObject({ attempt: 1, outcome: 'failed', error: expect.stringMatching(REFUSED) });
        break;
      }
    } finally {
      await engine.owner`update chain.settings set volatility_percent = 100, venue_spread_percent = 100, hold_landings = false`;
    }
  });

  it('lands two equal orders in one slot, each with a signature of its own', async () => {
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set hold_landings = true`;
    const [first, second] = await Promise.all([trader.place({ slippageBps: 500 }), trader.place({ slippageBps: 500 })]);
    await engine.until(
      async () => {
        const { orders } = await trader.client.orders.list.query({ status: ['submitted'] });
        return orders.length === 2 ? [{ submitted: true }] : [];
      },
      { what: 'both orders to be submitted' },
    );
    await engine.owner`update chain.settings set hold_landings = false`;
    await Promise.all([trader.events(first.orderId), trader.events(second.orderId)]);
    const landed = [...(await landings(first.orderId)), ...(await landings(second.orderId))];
    expect(landed).toHaveLength(2);
    expect(new Set(landed.map((row) => row.slot)).size).toBe(1);
    const fills = await Promise.all([trader.order(first.orderId), trader.order(second.orderId)]);
    expect(new Set(fills.map((order) => order.order.fill?.signature)).size).toBe(2);
  });

  it('settles once when the chain accepts the transaction and every answer is lost', async () => {
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set lose_answer_rate = 1`;
    try {
      const { orderId } = await trader.place();
      expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
      expect(await landings(orderId)).toMatchObject([{ err: null }]);
    } finally {
      await engine.owner`update chain.settings set lose_answer_rate = 0`;
    }
  });

  it('sends the same transaction again when requests are lost, and lands once', async () => {
    const trader = await engine.newTrader();
    await engine.owner`update chain.settings set lose_request_rate = 1`;
    const { orderId } = await trader.place({ slippageBps: 2_000 });
    await engine.until(
      async () => ((await trader.order(orderId)).order.status === 'submitted' ? [{ submitted: true }] : []),
      { what: 'the order to be submitted' },
    );
    await engine.owner`update chain.settings set lose_request_rate = 0`;
    expect(statusesOf(await trader.events(orderId))).toEqual(HAPPY);
    expect(await landings(orderId)).toMatchObject([{ err: null }]);
  });

  it('expires an order that was not executed in time', async () => {
    const trader = await engine.newTrader();
    const { orderId } = await trader.place({ minOut: '1000000000', validForSeconds: 1 });
    const events = await trader.events(orderId);
    expect(events.at(-1)).toMatchObject({ status: 'expired', data: { missed: { code: 'SLIPPAGE' } } });
  });

  it('leaves a clean audit', async () => {
    expect(await engine.audit()).toEqual([]);
  });
});
