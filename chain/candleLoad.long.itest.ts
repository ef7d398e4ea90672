import { expect, it } from 'vitest';
import { JUP } from '../core/testing/usualListing.ts';
import { SOL } from '../core/tokens/token.ts';
import { ChainUnreachable } from '../runtime/chainClient.ts';
import { testChain } from './testing/testChain.ts';

const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1_000);
/** As many candles as one answer holds, another range for each. */
const question = (i: number) => ({
  base: JUP.mint,
  quote: SOL.mint,
  interval: '1m' as const,
  from: now() - (i + 1) * 16 * HOUR,
  to: now() - i * 16 * HOUR,
});

it('makes slots in time, and answers others, while candles are computed', async () => {
  await using chain = await testChain({ slotTimeMs: 50 });
  let done = false;
  const questions = Array.from({ length: 20 }, (_, i) => chain.client.indexCandles(question(i)));
  const answers = Promise.allSettled(questions).finally(() => {
    done = true;
  });
  const heights = new Set<number>();
  while (!done) {
    const height = await chain.client.blockHeight();
    if (!done) heights.add(height);
  }
  await answers;
  // Computing takes a second and more; on the thread that makes slots one or two would be seen.
  expect(heights.size).toBeGreaterThan(5);
});

it('computes a candle as a whole range has it, and says which are final', async () => {
  await using chain = await testChain({ slotTimeMs: 50 });
  await chain.slotsLater(2);
  const at = now();
  const wide = await chain.client.indexCandles({ ...question(0), from: at - HOUR, to: at + HOUR });
  const narrow = await chain.client.indexCandles({ ...question(0), from: at - HOUR, to: at - HOUR / 2 });
  expect(narrow.candles.length).toBe(30);
  for (const candle of narrow.candles) expect(wide.candles).toContainEqual(candle);
  expect(Math.abs(wide.finalBefore - at)).toBeLessThan(30);
  await expect(chain.client.indexCandles({ ...question(0), from: 0, to: at })).rejects.toThrow(/at most 1000 candles/);
});

it('refuses what is more than it will ever get to, and goes on', async () => {
  await using chain = await testChain({ slotTimeMs: 50 });
  const short = { ...question(0), from: now() - 120, to: now() };
  const answers = await Promise.allSettled(Array.from({ length: 200 }, () => chain.client.indexCandles(short)));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(100);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(ChainUnreachable);
  expect((await chain.client.indexCandles(short)).candles.length).toBe(2);
});
