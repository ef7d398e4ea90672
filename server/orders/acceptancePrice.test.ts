import { afterEach, describe, expect, it } from 'vitest';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import { learnListing } from '../../core/market/listing.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { TRIGGER_SOURCES, type TriggerSource } from '../../core/order/trigger/triggerTerms.ts';
import type { RaydiumCpmmPool } from '../../core/pools/raydiumCpmm/cpmmPool.ts';
import { JUP, USUAL_LISTING } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type { MarketSource } from '../market/marketSource.ts';
import { acceptancePrice } from './acceptancePrice.ts';

/** 50,000 SOL against 7,500,000 USDC: a mid price of 150. */
const pool: RaydiumCpmmPool = {
  kind: 'raydium-cpmm',
  address: 'pool' as RaydiumCpmmPool['address'],
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: 50_000_000_000_000n,
  reserveY: 7_500_000_000_000n,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
};
const INDEX: IndexPrices = {
  slot: 1,
  unixMs: 1,
  prices: { [SOL.mint]: '155.000000000000000000', [USDC.mint]: '1.000000000000000000' },
};

/** A market that is fresh and has no pools, with the test's changes. */
const marketOf = (pools: RaydiumCpmmPool[] = [], change: Partial<MarketSource> = {}): MarketSource => ({
  current: () => ({ slot: 1, clock: { unixSeconds: 1 }, listingVersion: USUAL_LISTING.version, pools }),
  isFresh: () => true,
  problem: () => undefined,
  slotAgeMs: () => 0,
  onSnapshot: () => () => undefined,
  ...change,
});
const traded = marketOf([pool]);
const stale = marketOf([pool], { isFresh: () => false });

/** Requests to sell a SOL, and to buy with 150 USDC. */
const SELL = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000000000', idempotencyKey: 'key' };
const BUY = { tokenIn: 'USDC', tokenOut: 'SOL', amountIn: '150000000', idempotencyKey: 'key' };

const asked = (request: object, opts: { market?: MarketSource; index?: IndexPrices } = {}) =>
  acceptancePrice({ market: opts.market ?? traded, order: placeOrderInput.parse(request), index: opts.index });
const priceOf = (amountIn: bigint, amountOut: bigint) => ({ amountIn: `${amountIn}`, amountOut: `${amountOut}` });

/** The rate of a source on this market, as a price. */
function presentPrice(source: TriggerSource, order: typeof SELL) {
  if (source === 'quote')
    return [BigInt(order.amountIn), asked({ ...order, type: 'limit', minOut: '1' }).quotedOut ?? 0n] as const;
  const [sol, usdc] = source === 'mid' ? [pool.reserveX, pool.reserveY] : [1_000_000_000n, 155_000_000n];
  return order === SELL ? ([sol, usdc] as const) : ([usdc, sol] as const);
}

describe.each([
  ['sells', SELL],
  ['buys', BUY],
] as const)('an order that %s', (_, order) => {
  it.each(TRIGGER_SOURCES)('fires at the rate of %s itself, and rests one unit beyond', (source) => {
    const [amountIn, amountOut] = presentPrice(source, order);
    const refusals = [-1n, 0n, 1n].map((more) => {
      const price = priceOf(amountIn, amountOut + more);
      const far = { up: priceOf(amountIn, amountOut * 2n), down: priceOf(amountIn, amountOut / 2n) };
      return [
        { type: 'stop', stopPrice: price },
        { type: 'takeProfit', takeProfitPrice: price },
        { type: 'oco', stopPrice: price, takeProfitPrice: far.up },
        { type: 'oco', stopPrice: far.down, takeProfitPrice: price },
      ].map((own) => asked({ ...order, ...own, source }, { index: INDEX }).refusal);
    });
    const FIRES = 'TRIGGER_WOULD_FIRE';
    expect(refusals).toEqual([
      [undefined, FIRES, undefined, FIRES],
      [FIRES, FIRES, FIRES, FIRES],
      [FIRES, undefined, FIRES, undefined],
    ]);
  });

  it.each(TRIGGER_SOURCES)('accepts a trailing stop on %s, however short its distance', (source) => {
    const price = asked({ ...order, type: 'trailingStop', trailBps: 10, source }, { index: INDEX });
    expect(price).toMatchObject({ refusal: undefined, minOut: 1n, quoteSlot: 1 });
  });
});

describe('a trigger', () => {
  const stop = { ...SELL, type: 'stop', stopPrice: priceOf(1_000_000_000n, 140_000_000n) };

  it('is refused while the rate that it watches is not known', () => {
    const refusal = 'MARKET_UNAVAILABLE';
    for (const source of TRIGGER_SOURCES)
      expect(asked({ ...stop, source }, { market: stale, index: INDEX })).toMatchObject({ refusal });
    expect(asked({ ...stop, source: 'index' })).toMatchObject({ refusal });
    expect(asked({ ...stop, source: 'index' }, { index: { ...INDEX, prices: {} } })).toMatchObject({ refusal });
    // More than the pool holds.
    const whole = { ...stop, amountIn: '18446744073709551615' };
    expect(asked(whole).refusal).toBe(undefined);
    expect(asked({ ...whole, source: 'quote' })).toMatchObject({
      refusal: expect.stringMatching(/LIQUIDITY|NO_ROUTE/),
    });
  });

  it('keeps the floor of its trader as the bound', () => {
    expect(asked({ ...stop, minOut: '7' })).toMatchObject({ refusal: undefined, minOut: 7n });
    expect(asked(stop)).toMatchObject({ minOut: 1n });
  });

  it('has its take profit above its stop, which is checked without a market', () => {
    const oco = { ...SELL, type: 'oco', stopPrice: priceOf(1n, 3n) };
    for (const price of [priceOf(1n, 3n), priceOf(2n, 5n)])
      expect(asked({ ...oco, takeProfitPrice: price }, { market: stale })).toMatchObject({
        refusal: 'TP_NOT_ABOVE_SL',
      });
  });
});

it('accepts a limit order at any price that is not of this moment, also on an old market', () => {
  for (const minOut of ['1', '140000000', '160000000']) {
    const limit = { ...SELL, type: 'limit', minOut };
    expect(asked(limit)).toMatchObject({ refusal: undefined, minOut: BigInt(minOut) });
    expect(asked(limit, { market: stale })).toMatchObject({ refusal: undefined, quotedOut: undefined });
    expect(asked(limit, { market: marketOf() })).toMatchObject({ refusal: 'NO_POOL' });
  }
});

describe('a withdrawn token', () => {
  afterEach(() => {
    learnListing({ version: 'nothing:0', since: null, tokens: [], pools: [] });
    learnListing(USUAL_LISTING);
  });

  it('is parsed in an order, and refused at acceptance as not listed', () => {
    const request = { ...SELL, type: 'market', tokenOut: 'JUP', slippageBps: 50 };
    const market = marketOf();
    expect(asked(request, { market })).toMatchObject({ refusal: 'NO_POOL' });
    learnListing({
      ...USUAL_LISTING,
      version: 'usual:2',
      tokens: USUAL_LISTING.tokens.map((token) => (token.mint === JUP.mint ? { ...token, closedSlot: 9 } : token)),
    });
    expect(asked(request, { market })).toMatchObject({ refusal: 'UNKNOWN_TOKEN' });
    const repeated = placeOrderInput.parse({ ...request, tokenOut: 'SOL', tokenIn: 'USDC' });
    expect(repeated).toMatchObject({ tokenOut: SOL.mint });
  });
});
