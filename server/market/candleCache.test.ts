import { describe, expect, it } from 'vitest';
import type { CandlesRequest, IndexCandles } from '../../core/chain/chainApi.ts';
import { BLOCK_CANDLES, createCandleCache } from './candleCache.ts';

const MINUTE = 60;
const BLOCK = BLOCK_CANDLES * MINUTE;

/** A chain whose head stands at `now`, and which notes what it is asked. */
function chainAt(start: number) {
  const asked: CandlesRequest[] = [];
  let atATime = 0;
  let mostAtATime = 0;
  const chain = {
    now: start,
    slot: 1,
    story: 'a',
    broken: false,
    asked,
    rows: 0,
    mostAtATime: () => mostAtATime,
    async ask(request: CandlesRequest): Promise<IndexCandles> {
      asked.push(request);
      atATime += 1;
      mostAtATime = Math.max(mostAtATime, atATime);
      const { now, story } = chain;
      await new Promise((resolve) => setImmediate(resolve));
      atATime -= 1;
      if (chain.broken) throw new Error('the chain is away');
      const candles: IndexCandles['candles'] = [];
      for (let time = Math.ceil(request.from / MINUTE) * MINUTE; time < Math.min(request.to, now + 1); time += MINUTE) {
        const close = `${Math.min(now, time + MINUTE - 1)}.${story === 'a' ? 1 : 2}`;
        candles.push({ time, open: '1.0', high: '1.0', low: '1.0', close, venues: {} });
      }
      chain.rows += candles.length;
      return { candles, finalBefore: now + 1 };
    },
  };
  return chain;
}

const START = 100 * BLOCK + 30 * MINUTE;
const range = (from: number, to: number): CandlesRequest => ({ base: 'b', quote: 'q', interval: '1m', from, to });

describe('createCandleCache', () => {
  it('asks for a past candle once, whatever ranges and however many ask for it', async () => {
    const chain = chainAt(START);
    const cache = createCandleCache({ ask: chain.ask, slot: () => chain.slot });
    const ranges = [
      range(START - 3 * BLOCK, START - BLOCK),
      range(START - 2 * BLOCK, START - 2 * BLOCK + 90),
      range(START - 3 * BLOCK + 7, START - BLOCK - 7),
    ];
    const answers = await Promise.all([...ranges, ...ranges, ...ranges].map(cache.candles));
    for (const [i, one] of answers.entries()) {
      const { from, to } = ranges[i % 3] ?? range(0, 0);
      const times = one.map(({ time }) => time);
      const expected: number[] = [];
      for (let time = Math.ceil(from / MINUTE) * MINUTE; time < to; time += MINUTE) expected.push(time);
      expect(times).toEqual(expected);
    }
    expect(chain.asked).toHaveLength(3);
    expect(chain.mostAtATime()).toBe(1);
  });

  it('asks for the candle in the making once a slot, and for no past one with it', async () => {
    const chain = chainAt(START);
    const cache = createCandleCache({ ask: chain.ask, slot: () => chain.slot });
    const latest = () => cache.candles(range(START - 20 * MINUTE, chain.now + 1));
    await latest();
    const before = chain.rows;
    let newest: string | undefined;
    for (let i = 0; i < 100; i += 1) {
      chain.slot += 1;
      chain.now += 7;
      const answers = await Promise.all([latest(), latest(), latest()]);
      const last = answers[0]?.at(-1);
      expect(last?.close).toBe(`${chain.now}.1`);
      expect(answers[1]).toEqual(answers[0]);
      expect(last?.close).not.toBe(newest);
      newest = last?.close;
    }
    expect(chain.asked).toHaveLength(101);
    expect(chain.rows - before).toBeLessThan(220);
    const all = await cache.candles(range(START - 20 * MINUTE, chain.now + 1));
    for (const { time, close } of all) expect(close).toBe(`${Math.min(chain.now, time + MINUTE - 1)}.1`);
  });

  it('keeps nothing that is not final', async () => {
    const chain = chainAt(START);
    const ask = async (request: CandlesRequest) => ({ ...(await chain.ask(request)), finalBefore: 0 });
    const cache = createCandleCache({ ask, slot: () => chain.slot });
    await cache.candles(range(START - 2 * BLOCK, START - 2 * BLOCK + 60));
    chain.slot += 1;
    await cache.candles(range(START - 2 * BLOCK, START - 2 * BLOCK + 60));
    expect(chain.asked).toHaveLength(2);
  });

  it('forgets the past when another chain is found, and asks again after a failure', async () => {
    const chain = chainAt(START);
    chain.slot = 1_000;
    const cache = createCandleCache({ ask: chain.ask, slot: () => chain.slot });
    const past = range(START - 2 * BLOCK, START - 2 * BLOCK + 60);
    expect((await cache.candles(past))[0]?.close).toMatch(/1$/);
    chain.slot = 5;
    chain.story = 'b';
    chain.broken = true;
    await expect(cache.candles(past)).rejects.toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    chain.broken = false;
    expect((await cache.candles(past))[0]?.close).toMatch(/2$/);
  });

  it('bounds the questions that wait', async () => {
    const chain = chainAt(START);
    const cache = createCandleCache({ ask: chain.ask, slot: () => chain.slot });
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => cache.candles(range(i * BLOCK, i * BLOCK + 60))),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBe(150);
    expect(await cache.candles(range(0, 60))).toHaveLength(1);
    expect(await cache.candles(range(190 * BLOCK, 190 * BLOCK + 60))).toHaveLength(0);
  });
});
