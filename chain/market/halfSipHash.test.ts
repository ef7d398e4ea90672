import { describe, expect, it } from 'vitest';
import { halfSipHash } from './halfSipHash.ts';

describe('halfSipHash', () => {
  it('gives the reference vector for eight bytes', () => {
    // veorq/SipHash, vectors.h, vectors_hsip32: key 00 01 … 07, input 00 01 … 07, output d0 b8 84 8f.
    expect(halfSipHash([0x03020100, 0x07060504], 0x03020100, 0x07060504)).toBe(0x8f84b8d0);
  });

  it('depends on every word of key and input', () => {
    const base = halfSipHash([1, 2], 3, 4);
    const others = [
      halfSipHash([9, 2], 3, 4),
      halfSipHash([1, 9], 3, 4),
      halfSipHash([1, 2], 9, 4),
      halfSipHash([1, 2], 3, 9),
      halfSipHash([1, 2], -1, 4),
    ];
    expect(new Set([base, ...others]).size).toBe(6);
    for (const value of [base, ...others]) expect(value).toBeGreaterThanOrEqual(0);
  });
});
