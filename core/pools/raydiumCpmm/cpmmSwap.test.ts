import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { JUP } from '../../testing/usualListing.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../all/pool.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { U64_MAX } from '../u64.ts';
import type { RaydiumCpmmPool } from './cpmmPool.ts';
import { cpmmCurveExactIn, quoteCpmmExactIn, swapCpmmExactIn } from './cpmmSwap.ts';
import { cpmmPools } from './testing/cpmmPools.ts';

const pool = (fields: Partial<RaydiumCpmmPool> = {}): RaydiumCpmmPool => ({
  kind: 'raydium-cpmm',
  address: 'cpmm' as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: 50_000_000_000_000n,
  reserveY: 7_500_000_000_000n,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
  ...fields,
});

const refusalOf = (attempt: () => unknown): number | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
};

describe('vectors of the compiled program', () => {
  test.each([
    [1_000_000_000n, 50_000_000_000_000n, 7_500_000_000_000n, 2_500n, 149_622_015n, 2_500_000n],
    [250_000_000_000n, 50_000_000_000_000n, 7_500_000_000_000n, 2_500n, 37_220_612_196n, 625_000_000n],
    [1_500_000_000n, 7_500_000_000_000n, 50_000_000_000_000n, 2_500n, 9_973_010_384n, 3_750_000n],
    [123_456_789n, 987_654_321_012n, 123_456_789_012n, 10_000n, 15_275_887n, 1_234_568n],
    [1n, 50_000_000_000_000n, 7_500_000_000_000n, 2_500n, 0n, 1n],
  ])('%d into %d / %d at %d gives %d, fee %d', (amountIn, reserveIn, reserveOut, tradeFeeRate, amountOut, fee) => {
    expect(cpmmCurveExactIn({ amountIn, reserveIn, reserveOut, tradeFeeRate })).toEqual({ amountOut, fee });
  });

  test('the curve computes in u128 for the largest u64 amounts', () => {
    const curve = { amountIn: 18n * 10n ** 18n, reserveIn: U64_MAX, reserveOut: U64_MAX, tradeFeeRate: 40_000n };
    expect(cpmmCurveExactIn(curve).amountOut).toBe(8_922_160_299_187_986_927n);
  });

  test('in the state after a swap, protocol and fund fees have left the curve', () => {
    const result = swapCpmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: 1_000_000_000n });
    expect(result.protocolFee).toBe(300_000n + 100_000n);
    expect(result.pool.reserveX).toBe(50_000_000_000_000n + 1_000_000_000n - 400_000n);
    expect(result.pool.reserveY).toBe(7_500_000_000_000n - 149_622_015n);
  });
});

describe('refusals', () => {
  test('2505 for a zero input or output', () => {
    expect(refusalOf(() => quoteCpmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: 1n }))).toBe(2505);
    expect(refusalOf(() => quoteCpmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: 0n }))).toBe(2505);
    const empty = pool({ reserveX: 0n, reserveY: 0n });
    expect(refusalOf(() => quoteCpmmExactIn({ pool: empty, mintIn: SOL.mint, amountIn: 0n }))).toBe(2505);
    expect(refusalOf(() => quoteCpmmExactIn({ pool: empty, mintIn: SOL.mint, amountIn: 5n }))).toBe(2505);
  });

  test('6005 one base unit beyond the bound, not at it', () => {
    const exactIn = { pool: pool(), mintIn: SOL.mint, amountIn: 1_000_000_000n };
    expect(refusalOf(() => swapCpmmExactIn({ ...exactIn, minOut: 149_622_015n }))).toBeUndefined();
    expect(refusalOf(() => swapCpmmExactIn({ ...exactIn, minOut: 149_622_016n }))).toBe(6005);
  });

  test('14 when the vault would exceed u64', () => {
    const full = pool({ reserveX: U64_MAX - 999_999_999n });
    expect(refusalOf(() => quoteCpmmExactIn({ pool: full, mintIn: SOL.mint, amountIn: 999_999_999n }))).toBeUndefined();
    expect(refusalOf(() => quoteCpmmExactIn({ pool: full, mintIn: SOL.mint, amountIn: 1_000_000_000n }))).toBe(14);
  });

  test('an amount outside u64 is a RangeError', () => {
    expect(() => quoteCpmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: U64_MAX + 1n })).toThrow(RangeError);
    expect(() => quoteCpmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: -1n })).toThrow(RangeError);
    expect(() => quoteCpmmExactIn({ pool: pool(), mintIn: JUP.mint, amountIn: 1n })).toThrow(RangeError);
  });
});

describe('properties', () => {
  const amounts = bySize({ min: 1n, max: 1n << 62n });
  const mints = fc.constantFrom(SOL.mint, USDC.mint);

  test('the constant product never falls', () => {
    fc.assert(
      fc.property(cpmmPools(), mints, amounts, (before, mintIn, amountIn) => {
        const code = refusalOf(() => quoteCpmmExactIn({ pool: before, mintIn, amountIn }));
        fc.pre(code === undefined);
        const after = swapCpmmExactIn({ pool: before, mintIn, amountIn }).pool;
        expect(after.reserveX * after.reserveY).toBeGreaterThanOrEqual(before.reserveX * before.reserveY);
      }),
      propertyRuns(1_000),
    );
  });
});
