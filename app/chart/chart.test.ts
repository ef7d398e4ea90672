import { describe, expect, it } from 'vitest';
import { createExternalStore } from '../browser/externalStore.ts';
import { changePpm, fractionDigitsOf, priceNumeralText } from '../market/indexPrice.ts';
import { signedPercent } from './ChartLegend.tsx';
import { createCandleHistory, type HistoryState, NO_HISTORY } from './candleHistory.ts';
import { type ChartCandle, withLivePrice, withTail } from './chartCandle.ts';

const flat = (time: number, price = 100): ChartCandle => ({
  time,
  open: price,
  high: price,
  low: price,
  close: price,
  venues: { raydium: price },
});
const live = (seconds: number, index: number) => ({ unixMs: seconds * 1000, index, venues: { raydium: index } });
const candles = [flat(60), flat(120)];

it('writes a change with its sign, and one that rounds to zero without', () => {
  expect([-12_345, -40, 0, 49, 50].map((ppm) => signedPercent(ppm, 'en-US'))).toEqual([
    '−1.23%',
    '0.00%',
    '0.00%',
    '0.00%',
    '+0.01%',
  ]);
});

describe('a live price', () => {
  it('extends the candle of its time', () => {
    const up = withLivePrice({ candles, live: live(130, 103), seconds: 60 });
    expect(up.kind).toBe('grown');
    const down = withLivePrice({ candles: up.candles, live: live(179.9, 98), seconds: 60 });
    expect(down.candles.at(-1)).toEqual({ ...flat(120), high: 103, low: 98, close: 98, venues: { raydium: 98 } });
    expect(down.candles[0]).toBe(candles[0]);
  });

  it('begins the next candle, does not change the past, and reports missing candles', () => {
    expect(withLivePrice({ candles, live: live(180, 101), seconds: 60 })).toEqual({
      kind: 'begun',
      candles: [...candles, flat(180, 101)],
    });
    for (const [at, kind] of [
      [119, 'same'],
      [240, 'gap'],
    ] as const) {
      expect(withLivePrice({ candles, live: live(at, 101), seconds: 60 })).toEqual({ kind, candles });
    }
    expect(withLivePrice({ candles: [], live: live(60, 1), seconds: 60 }).candles).toEqual([]);
  });
});

describe('a tail', () => {
  it('replaces the candles that it covers, and all when there is a gap before it', () => {
    const tail = [flat(120, 5), flat(180, 6)];
    expect(withTail({ candles, tail, seconds: 60 })).toEqual([flat(60), ...tail]);
    expect(withTail({ candles, tail: [flat(300)], seconds: 60 })).toEqual([flat(300)]);
    expect(withTail({ candles, tail: [], seconds: 60 })).toBe(candles);
  });
});

describe('the history', () => {
  const wire = (time: number) => ({
    time,
    open: '1.0',
    high: '1.0',
    low: '1.0',
    close: '1.0',
    venues: {},
  });

  it('goes back page by page, and requests missing candles', async () => {
    const asked: (number | undefined)[] = [];
    let now = 60_000;
    const state = createExternalStore<HistoryState>(NO_HISTORY);
    const history = createCandleHistory({
      of: 'SOL/USDC 1m',
      interval: '1m',
      state,
      ask: async ({ to, limit }) => {
        asked.push(to);
        const end = to ?? now + 60;
        return Array.from({ length: Math.min(limit, 10) }, (_, i, all = Math.min(limit, 10)) =>
          wire(end - 60 * (all - i)),
        );
      },
    });
    const times = () => state.get().candles.map(({ time }) => time);
    history.load();
    await expect.poll(() => state.get().status).toBe('ready');
    expect(times()).toHaveLength(10);
    history.loadOlder();
    history.loadOlder();
    await expect.poll(() => times().length).toBe(20);
    expect(asked, 'a second question waits for the first').toEqual([undefined, 60_060 - 600]);
    now = 60_180;
    history.hear({ unixMs: 60_185_000, index: 2, venues: {} });
    await expect.poll(() => times().at(-1)).toBe(60_180);
    expect(times()).toEqual(Array.from({ length: 23 }, (_, i) => 60_180 - 60 * (22 - i)));
    history.stop();
  });

  it('shows the error and loads again', async () => {
    let broken = true;
    const state = createExternalStore<HistoryState>(NO_HISTORY);
    const history = createCandleHistory({
      of: 'x',
      interval: '1m',
      state,
      ask: async () => {
        if (broken) throw new Error('no answer');
        return [wire(60)];
      },
    });
    history.load();
    await expect.poll(() => state.get().status).toBe('error');
    expect(state.get().error?.text).toMatch(/does not answer/);
    broken = false;
    history.load();
    await expect.poll(() => state.get()).toMatchObject({ status: 'ready', error: undefined, of: 'x' });
  });
});

describe('prices', () => {
  it('show six digits at any size', () => {
    expect([150.1234567, 0.8, 0.00002, 12_345.678, 0].map(fractionDigitsOf)).toEqual([3, 6, 10, 1, 2]);
    expect(priceNumeralText({ price: '150.123500000000000', locale: 'de-DE' })).toBe('150,124');
    expect(priceNumeralText({ price: 0.00002, locale: 'en-US' })).toBe('0.0000200000');
  });

  it('change by signed parts per million', () => {
    expect(changePpm({ open: '100.0', now: '101.5' })).toBe(15_000);
    expect(changePpm({ open: '0.00000002', now: '0.00000001' })).toBe(-500_000);
    expect(changePpm({ open: '0.0', now: '1.0' })).toBeUndefined();
  });
});
