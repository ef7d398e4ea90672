import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../poolBase.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { orCode } from '../testing/goldenVectors.ts';
import { U64_MAX } from '../u64.ts';
import { dammCurve } from './curve.ts';
import compiled from './golden/compiledProgram.json' with { type: 'json' };
import golden from './golden/meteoraDammV2.json' with { type: 'json' };
import type { MeteoraDammV2Pool } from './pool.ts';
import { swapDammExactIn } from './swap.ts';
import { dammPools } from './testing/dammPools.ts';

const clock = { unixSeconds: 1_000_000 };

type GoldenPool = (typeof golden.pools | (typeof compiled.vectors)[number]['pool'][])[number];

function volatilityOf(volatility: NonNullable<GoldenPool['volatility']>) {
  return { ...volatility, sqrtPriceReference: BigInt(volatility.sqrtPriceReference) };
}

/** A pool of a golden file. */
function poolOf(pool: GoldenPool): MeteoraDammV2Pool {
  return {
    ...pool,
    kind: 'meteora-damm-v2',
    address: 'damm' as PoolAddress,
    mintX: SOL.mint,
    mintY: USDC.mint,
    sqrtMinPrice: BigInt(pool.sqrtMinPrice),
    sqrtMaxPrice: BigInt(pool.sqrtMaxPrice),
    sqrtPrice: BigInt(pool.sqrtPrice),
    liquidity: BigInt(pool.liquidity),
    baseFee: BigInt(pool.baseFee),
    collectFeeMode: pool.collectFeeMode === 0 ? 0 : 1,
    feeVersion: pool.feeVersion === 0 ? 0 : 1,
    volatility: pool.volatility && volatilityOf(pool.volatility),
  };
}

/** The program's codes for the SDK's errors. */
const CODES: Readonly<Record<string, readonly number[]>> = {
  PriceRangeViolationError: [6007, 6015],
  SwapDisabledError: [6003],
};

describe(`${golden.source.package} ${golden.source.version}`, () => {
  test.each(golden.vectors)('pool $pool, x for y: $xForY, $amountIn', ({ pool: index, xForY, amountIn, ...vector }) => {
    const plain = golden.pools[index];
    if (plain === undefined) throw new Error('the vector names no pool');
    const pool = poolOf(plain);
    const mintIn = xForY ? pool.mintX : pool.mintY;
    const swap = () =>
      swapDammExactIn({ pool, mintIn, amountIn: BigInt(amountIn), clock: { unixSeconds: golden.clock } });
    if (vector.result === null) expect(CODES[vector.error ?? '']).toContain(orCode(swap));
    // The SDK answers zero; the swap function refuses.
    else if (vector.result.amountOut === '0') expect(orCode(swap)).toBe(6006);
    // The SDK does not check the ends of the integers.
    else if (BigInt(vector.result.amountOut) + BigInt(vector.result.fee) > U64_MAX) expect(orCode(swap)).toBe(6000);
    else {
      const { amountOut, fee, protocolFee, pool: after } = swap();
      expect({ amountOut, fee, protocolFee, sqrtPrice: after.sqrtPrice }).toEqual({
        amountOut: BigInt(vector.result.amountOut),
        fee: BigInt(vector.result.fee),
        protocolFee: BigInt(vector.result.protocolFee),
        sqrtPrice: BigInt(vector.result.sqrtPrice),
      });
    }
  });

  test('most vectors are filled: in both directions, both fee modes, with and without a dynamic fee', () => {
    for (const xForY of [true, false]) {
      for (const mode of [0, 1]) {
        const filled = golden.vectors.filter(({ pool, result, ...vector }) => {
          const from = golden.pools[pool];
          return vector.xForY === xForY && from?.collectFeeMode === mode && (result?.amountOut ?? '0') !== '0';
        });
        expect(filled.length).toBeGreaterThanOrEqual(12);
        expect(filled.some(({ pool }) => golden.pools[pool]?.dynamicFee !== null)).toBe(true);
        expect(filled.some(({ pool }) => golden.pools[pool]?.dynamicFee === null)).toBe(true);
      }
    }
  });
});

describe(compiled.source.program, () => {
  test.each(compiled.vectors)('x for y: $xForY, $amountIn, and the volatility after the swap', (vector) => {
    const pool = poolOf(vector.pool);
    const mintIn = vector.xForY ? pool.mintX : pool.mintY;
    const on = { pool, mintIn, amountIn: BigInt(vector.amountIn), clock: { unixSeconds: compiled.clock } };
    const { amountOut, protocolFee, pool: after } = swapDammExactIn(on);
    expect({ amountOut, protocolFee, sqrtPrice: after.sqrtPrice, volatility: after.volatility }).toEqual({
      amountOut: BigInt(vector.after.amountOut),
      protocolFee: BigInt(vector.after.protocolFee),
      sqrtPrice: BigInt(vector.after.sqrtPrice),
      volatility: volatilityOf(vector.after.volatility),
    });
  });
});

/** SOL/USDC at 150 within 120 to 187.5, a flat fee of 25 basis points. */
const pool: MeteoraDammV2Pool = {
  kind: 'meteora-damm-v2',
  address: 'damm' as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  sqrtMinPrice: 6_390_139_593_977_006_040n,
  sqrtMaxPrice: 7_987_674_492_471_257_550n,
  baseFee: 2_500_000n,
  protocolFeePercent: 20,
  collectFeeMode: 0,
  feeVersion: 1,
  activationPoint: 0,
  dynamicFee: null,
  enabled: true,
  sqrtPrice: 7_144_393_258_734_310_000n,
  liquidity: 1n << 107n,
  volatility: null,
};

describe('refusals', () => {
  const swap = (fields: Partial<MeteoraDammV2Pool>, amountIn: bigint, minOut?: bigint) =>
    orCode(() => swapDammExactIn({ pool: { ...pool, ...fields }, mintIn: SOL.mint, amountIn, minOut, clock }));

  test('6003 when disabled or before the activation, not at it', () => {
    expect(swap({ enabled: false }, 1_000_000n)).toBe(6003);
    expect(swap({ activationPoint: clock.unixSeconds + 1 }, 1_000_000n)).toBe(6003);
    expect(swap({ activationPoint: clock.unixSeconds }, 1_000_000n)).toMatchObject({ amountIn: 1_000_000n });
    expect(() => dammCurve({ pool: { ...pool, enabled: false }, mintIn: SOL.mint, clock })).toThrow(PoolRefusal);
  });

  test('6006 for a zero input; an input with zero output is taken only with a bound of 0', () => {
    expect(swap({}, 0n)).toBe(6006);
    expect(swap({}, 1n)).toBe(6006);
    expect(swap({}, 1n, 0n)).toMatchObject({ amountOut: 0n });
  });

  test('6015 without liquidity, and one unit beyond the range', () => {
    expect(swap({ liquidity: 0n }, 1_000_000n)).toBe(6015);
    const { capacity } = dammCurve({ pool, mintIn: SOL.mint, clock }).shape(U64_MAX);
    expect(swap({}, capacity)).toMatchObject({ amountIn: capacity });
    expect(swap({}, capacity + 1n)).toBe(6015);
  });

  test('RangeError for an amount outside u64 and for a mint that the pool does not trade', () => {
    expect(() => swapDammExactIn({ pool, mintIn: SOL.mint, amountIn: U64_MAX + 1n, clock })).toThrow(RangeError);
    expect(() =>
      swapDammExactIn({ pool: { ...pool, mintX: USDC.mint }, mintIn: SOL.mint, amountIn: 1n, clock }),
    ).toThrow(RangeError);
  });
});

describe('the curve', () => {
  test('ends where the program refuses the next unit', () => {
    fc.assert(
      fc.property(dammPools(), fc.boolean(), (from, xForY) => {
        const mintIn = xForY ? from.mintX : from.mintY;
        const { capacity } = dammCurve({ pool: from, mintIn, clock }).shape(U64_MAX);
        const at = (amountIn: bigint) =>
          orCode(() => swapDammExactIn({ pool: from, mintIn, amountIn, minOut: 0n, clock }));
        if (capacity > 0n) expect(at(capacity)).toMatchObject({ amountIn: capacity });
        if (capacity < U64_MAX) expect([6007, 6015]).toContain(at(capacity + 1n));
      }),
      propertyRuns(500),
    );
  });

  test('is within rounding of the program’s output', () => {
    fc.assert(
      fc.property(dammPools(), fc.boolean(), bySize({ min: 1n, max: 1n << 56n }), (from, xForY, amountIn) => {
        const mintIn = xForY ? from.mintX : from.mintY;
        const curve = dammCurve({ pool: from, mintIn, clock });
        const { pieces, capacity } = curve.shape(amountIn);
        const [piece] = pieces;
        if (piece?.kind !== 'hyperbola') throw new Error('the curve should be a hyperbola');
        fc.pre(capacity === amountIn);
        // The integral from 0: scale × input / (base × (base + weight × input)).
        const ideal = (piece.scale * amountIn) / (piece.base * (piece.base + piece.weight * amountIn));
        const off = ideal - curve.amountOut(amountIn);
        // Fee and output are rounded to a unit, and the price to its last digit, which is worth L / 2^128 in Y, L / s² in X.
        const { sqrtPrice, liquidity } = from;
        const digit = xForY ? liquidity >> 128n : liquidity / (sqrtPrice * sqrtPrice);
        expect(off).toBeGreaterThanOrEqual(-1n);
        expect(off).toBeLessThanOrEqual(3n + curve.outAtMidPrice(1n) + 2n * digit);
      }),
      propertyRuns(500),
    );
  });
});
