import { describe, expect, it } from 'vitest';
import { networkFeeOf } from './networkFee.ts';

describe('networkFeeOf', () => {
  it('adds the costs of signature and compute units', () => {
    expect(networkFeeOf({ units: 140_000, microLamports: 10_000n })).toEqual({
      signature: 5_000n,
      priority: 1_400n,
      total: 6_400n,
    });
  });

  it('rounds a fraction of a lamport up', () => {
    expect(networkFeeOf({ units: 1, microLamports: 1n }).priority).toBe(1n);
    expect(networkFeeOf({ units: 0, microLamports: 10_000n }).priority).toBe(0n);
  });
});
