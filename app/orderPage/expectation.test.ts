import { describe, expect, it } from 'vitest';
import { realisedOf } from './expectation.ts';
import { slippageWords } from './slippageWords.ts';

const words = (expected: bigint, received: bigint) =>
  slippageWords({ realised: realisedOf({ expected, received }), locale: 'en-US' });

describe('realised slippage', () => {
  it('has words for its sign', () => {
    expect(words(100_000_000n, 100_030_000n)).toBe('3 bps better');
    expect(words(100_000_000n, 99_875_000n)).toBe('12.5 bps worse');
    expect(words(100_000_000n, 100_000_000n)).toBe('exactly as expected');
  });

  it('is never rounded to zero', () => {
    expect(words(100_000_000n, 99_999_999n)).toBe('0.0001 bps worse');
    expect(words(10n ** 15n, 10n ** 15n + 1n)).toBe('under 0.000001 bps better');
  });

  it('is shown without an expectation too', () => {
    expect(realisedOf({ expected: 0n, received: 5n })).toEqual({ side: 'better', difference: 5n, microBps: 0n });
  });
});
