import { describe, expect, it } from 'vitest';
import { NOMINAL_SLOT_MS } from '../../core/chain/slot.ts';
import { CANDLE_INTERVALS, CANDLE_SECONDS, MAX_CANDLES } from '../../core/market/candle.ts';
import { candle } from '../../core/market/candleSchema.ts';
import { indexPriceOf } from '../../core/market/indexPrices.ts';
import { kindOf, venueOf } from '../../core/pools/all/poolKinds.ts';
import { BONK, JUP, LISTED_POOLS } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { USUAL_CHAIN_LISTING } from '../testing/usualChainListing.ts';
import { indexCandles, indexPriceTexts, TooManyCandles } from './candles.ts';
import { createMarketModel } from './marketModel.ts';
import { ORDINARY_MARKET } from './marketSettings.ts';
import { createSlotClock } from './slotClock.ts';

const model = createMarketModel({ seed: 'candles', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
const genesisTime = 1_790_000_000_123;
const headSlot = 1_000_000;
const nowMs = genesisTime + headSlot * NOMINAL_SLOT_MS;
const now = Math.floor(nowMs / 1000);
const clock = createSlotClock({ genesisTime, slotTimeMs: NOMINAL_SLOT_MS, headSlot, now: nowMs });
const ask = (opts: Partial<Parameters<typeof indexCandles>[0]>) =>
  indexCandles({
    model,
    base: SOL.mint,
    quote: USDC.mint,
    interval: '1m',
    from: now - 600,
    to: now,
    clock,
    headSlot,
    ...opts,
  });

describe('indexCandles', () => {
  it('gives whole candles in every interval, each within its own high and low', () => {
    for (const interval of CANDLE_INTERVALS) {
      const seconds = CANDLE_SECONDS[interval];
      const candles = ask({ interval, base: BONK.mint, quote: JUP.mint, from: now - 100 * seconds, to: now - seconds });
      expect(candles.length).toBeGreaterThanOrEqual(98);
      for (const [i, one] of candles.entries()) {
        candle.parse(one);
        expect(one.time % seconds).toBe(0);
        if (i > 0) expect(one.time).toBe((candles[i - 1]?.time ?? 0) + seconds);
        for (const price of [one.open, one.close]) {
          expect(Number(price)).toBeGreaterThanOrEqual(Number(one.low));
          expect(Number(price)).toBeLessThanOrEqual(Number(one.high));
        }
      }
    }
  });

  it('tells the same of a candle in whatever range it is asked for', () => {
    const wide = ask({ from: now - 6_000, to: now - 60 });
    const narrow = ask({ from: now - 3_000, to: now - 2_000 });
    expect(narrow.length).toBeGreaterThan(10);
    for (const one of narrow) expect(wide).toContainEqual(one);
  });

  it('reaches before genesis, and never beyond the head', () => {
    const past = Math.floor(genesisTime / 1000) - 86_400 * 30;
    expect(ask({ interval: '1h', from: past, to: past + 36_000 })).toHaveLength(10);
    const last = ask({ from: now - 120, to: now + 3_600 }).at(-1);
    expect(last?.time).toBeLessThanOrEqual(now);
    const close = model.prices.indexPrice(SOL.mint, headSlot);
    expect(BigInt(last?.close.replace('.', '') ?? 0)).toBe(close / 1_000n);
    expect(ask({ from: now + 60, to: now + 600 })).toEqual([]);
    expect(ask({ from: now, to: now - 600 })).toEqual([]);
  });

  it("gives what each venue's pool rests at, either way round, and nothing where there is no pool", () => {
    const last = ask({ from: now - 120, to: now + 60 }).at(-1);
    const at = (venue: 'raydium' | 'meteora' | 'orca') => {
      const listed = LISTED_POOLS.find((pool) => pool.pair === 'SOL/USDC' && venueOf(pool) === venue);
      if (listed === undefined) throw new Error('SOL/USDC is listed on every venue');
      const pool = model.poolAt({ pool: listed.address, slot: headSlot, row: undefined });
      const { numerator, denominator } = kindOf(pool).midPrice(pool) ?? { numerator: 0n, denominator: 1n };
      return Number((numerator * 10n ** 15n) / denominator) / 10 ** 12;
    };
    expect(Number(last?.venues.raydium)).toBeCloseTo(at('raydium'), 6);
    expect(Number(last?.venues.meteora)).toBeCloseTo(at('meteora'), 9);
    expect(Number(last?.venues.orca)).toBeCloseTo(at('orca'), 9);
    const inverse = ask({ base: USDC.mint, quote: SOL.mint, from: now - 120, to: now + 60 }).at(-1);
    expect(Number(inverse?.venues.raydium)).toBeCloseTo(1 / at('raydium'), 9);
    expect(ask({ base: JUP.mint, quote: BONK.mint }).at(-1)).toMatchObject({ venues: {} });
  });

  it('ends in the index price that is told of the head', () => {
    const index = {
      slot: headSlot,
      unixMs: clock.timeOf(headSlot),
      prices: indexPriceTexts({ model, slot: headSlot }),
    };
    for (const pair of [
      { base: SOL.mint, quote: USDC.mint },
      { base: BONK.mint, quote: SOL.mint },
    ]) {
      const last = ask({ ...pair, interval: '1s', from: now - 5, to: now + 5 }).at(-1);
      expect(last?.close).toBe(indexPriceOf(index, pair));
      expect(last?.time).toBe(Math.floor(index.unixMs / 1000));
    }
  });

  it('refuses more candles than one answer holds', () => {
    expect(ask({ from: now - 60 * MAX_CANDLES, to: now }).length).toBeGreaterThanOrEqual(MAX_CANDLES - 1);
    expect(() => ask({ from: 0, to: now })).toThrow(TooManyCandles);
    expect(() => ask({ from: -Number.MAX_SAFE_INTEGER, to: now })).toThrow(TooManyCandles);
  });
});
