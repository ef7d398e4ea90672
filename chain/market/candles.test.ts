import { describe, expect, it } from 'vitest';
import { NOMINAL_SLOT_MS } from '../../core/chain/slot.ts';
import { CANDLE_INTERVALS, CANDLE_SECONDS, candle, MAX_CANDLES } from '../../core/market/candle.ts';
import { BONK, JUP, SOL, USDC } from '../../core/tokens/token.ts';
import { indexCandles, TooManyCandles } from './candles.ts';
import { createFairPrices } from './fairPrice.ts';
import { ORDINARY_MARKET } from './marketSettings.ts';

const prices = createFairPrices({ seed: 'candles', settings: ORDINARY_MARKET });
const genesisTime = 1_790_000_000_123;
const headSlot = 1_000_000;
const now = Math.floor((genesisTime + headSlot * NOMINAL_SLOT_MS) / 1000);
const ask = (opts: Partial<Parameters<typeof indexCandles>[0]>) =>
  indexCandles({
    prices,
    base: SOL.mint,
    quote: USDC.mint,
    interval: '1m',
    from: now - 600,
    to: now,
    genesisTime,
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
    const close = prices.indexPrice(SOL.mint, headSlot);
    expect(BigInt(last?.close.replace('.', '') ?? 0)).toBe(close / 1_000n);
    expect(ask({ from: now + 60, to: now + 600 })).toEqual([]);
    expect(ask({ from: now, to: now - 600 })).toEqual([]);
  });

  it('refuses more candles than one answer holds', () => {
    expect(ask({ from: now - 60 * MAX_CANDLES, to: now }).length).toBeGreaterThanOrEqual(MAX_CANDLES - 1);
    expect(() => ask({ from: 0, to: now })).toThrow(TooManyCandles);
    expect(() => ask({ from: -Number.MAX_SAFE_INTEGER, to: now })).toThrow(TooManyCandles);
  });
});
