import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { JUP } from '../../testing/usualListing.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../poolBase.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { U64_MAX } from '../u64.ts';
import { whirlpoolCurve } from './curve.ts';
import golden from './golden/orcaWhirlpool.json' with { type: 'json' };
import type { OrcaWhirlpoolPool } from './pool.ts';
import { swapWhirlpoolExactIn } from './swap.ts';
import { whirlpoolOf } from './testing/whirlpools.ts';
import { arrayStart, reachableTicks, swapArrayStarts } from './tickArrays.ts';
import { MAX_SQRT_PRICE, MAX_TICK, MIN_SQRT_PRICE, MIN_TICK, sqrtPriceOfTick, tickOfSqrtPrice } from './tickMath.ts';

const refusalOf = (attempt: () => unknown): number | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
};

const goldenPools: OrcaWhirlpoolPool[] = golden.pools.map((pool, index) => ({
  kind: 'orca-whirlpool',
  address: `golden ${index}` as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  tickSpacing: pool.tickSpacing,
  feeRate: BigInt(pool.feeRate),
  protocolFeeRate: BigInt(pool.protocolFeeRate),
  sqrtPrice: BigInt(pool.sqrtPrice),
  tick: pool.tick,
  liquidity: BigInt(pool.liquidity),
  ticks: pool.ticks.map(([index, net]) => ({ index: Number(index), liquidityNet: BigInt(net ?? 0) })),
}));

describe(`${golden.source.package} ${golden.source.version}`, () => {
  test.each(golden.prices)('price of tick $tick, and back', ({ tick, sqrtPrice, tickBelow }) => {
    expect(sqrtPriceOfTick(tick)).toBe(BigInt(sqrtPrice));
    expect(tickOfSqrtPrice(BigInt(sqrtPrice))).toBe(tick);
    if (tickBelow !== null) expect(tickOfSqrtPrice(BigInt(sqrtPrice) - 1n)).toBe(tickBelow);
  });

  test.each(golden.vectors)('pool $pool, a to b: $aToB, $amount', ({ pool: index, aToB, amount, result }) => {
    const pool = goldenPools[index];
    if (pool === undefined) throw new Error('the vector names no pool');
    const mintIn = aToB ? pool.mintX : pool.mintY;
    const swap = () => swapWhirlpoolExactIn({ pool, mintIn, amountIn: BigInt(amount), minOut: 0n });
    if (result === null) {
      expect(refusalOf(swap)).toBeGreaterThan(6_000);
      return;
    }
    const { amountIn, amountOut, fee } = swap();
    expect({ amountIn, amountOut, fee }).toEqual({
      amountIn: BigInt(result.amountIn),
      amountOut: BigInt(result.amountOut),
      fee: BigInt(result.fee),
    });
  });

  test('most vectors are filled, in both directions', () => {
    for (const aToB of [true, false]) {
      const filled = golden.vectors.filter((vector) => vector.aToB === aToB && vector.result !== null);
      expect(filled.length).toBeGreaterThanOrEqual(50);
    }
  });
});

describe('ticks', () => {
  test('ends and bounds', () => {
    expect(sqrtPriceOfTick(MAX_TICK)).toBe(MAX_SQRT_PRICE);
    expect(sqrtPriceOfTick(MIN_TICK)).toBe(MIN_SQRT_PRICE);
    expect(() => sqrtPriceOfTick(MAX_TICK + 1)).toThrow(RangeError);
    expect(() => sqrtPriceOfTick(0.5)).toThrow(RangeError);
    expect(() => tickOfSqrtPrice(MIN_SQRT_PRICE - 1n)).toThrow(RangeError);
  });

  test('the tick of a price is the highest one not above it', () => {
    const prices = bySize({ min: MIN_SQRT_PRICE, max: MAX_SQRT_PRICE - 1n });
    fc.assert(
      fc.property(prices, (price) => {
        const tick = tickOfSqrtPrice(price);
        expect(sqrtPriceOfTick(tick) <= price && price < sqrtPriceOfTick(tick + 1)).toBe(true);
      }),
      propertyRuns(2_000),
    );
  });

  test('three arrays from the price on, or upwards from the next usable tick on', () => {
    expect(arrayStart(-1, 4)).toBe(-352);
    expect(swapArrayStarts({ tick: 10, tickSpacing: 4 }, true)).toEqual([0, -352, -704]);
    expect(swapArrayStarts({ tick: 347, tickSpacing: 4 }, false)).toEqual([0, 352, 704]);
    expect(swapArrayStarts({ tick: 348, tickSpacing: 4 }, false)).toEqual([352, 704, 1_056]);
    expect(swapArrayStarts({ tick: MIN_TICK, tickSpacing: 1 }, true)).toEqual([-443_696]);
    expect(reachableTicks({ tick: 10, tickSpacing: 4 })).toEqual({ low: -704, high: 1_055 });
  });
});

const wide = { lower: -352, upper: 704, liquidity: 1_000_000_000_000n };

describe('refusals', () => {
  const swap = (amountIn: bigint, minOut?: bigint, pool = whirlpoolOf({ positions: [wide] })) =>
    swapWhirlpoolExactIn({ pool, mintIn: SOL.mint, amountIn, minOut });

  test('6035 for zero, 6036 one unit beyond the bound', () => {
    expect(refusalOf(() => swap(0n))).toBe(6035);
    const { amountOut } = swap(1_000_000n);
    expect(refusalOf(() => swap(1_000_000n, amountOut))).toBeUndefined();
    expect(refusalOf(() => swap(1_000_000n, amountOut + 1n))).toBe(6036);
  });

  test('a zero output is refused without a bound, and accepted with a bound of 0', () => {
    expect(refusalOf(() => swap(1n))).toBe(6035);
    expect(refusalOf(() => swap(1n, 1n))).toBe(6036);
    expect(swap(1n, 0n)).toMatchObject({ amountIn: 1n, amountOut: 0n, fee: 1n });
  });

  test('6038 when the input does not fit three tick arrays, both ways', () => {
    for (const mintIn of [SOL.mint, USDC.mint]) {
      const pool = whirlpoolOf({ positions: [wide] });
      expect(refusalOf(() => swapWhirlpoolExactIn({ pool, mintIn, amountIn: U64_MAX }))).toBe(6038);
    }
  });

  test('upwards the last usable tick of the third array ends a swap', () => {
    const positions = [{ lower: -4, upper: 1_052, liquidity: 1_000_000_000_000n }];
    const pool = whirlpoolOf({
      positions: [...positions, { lower: 1_052, upper: 2_000, liquidity: 1_000_000_000_000n }],
    });
    const curve = whirlpoolCurve(pool, USDC.mint);
    const { capacity } = curve.shape(U64_MAX);
    const result = swapWhirlpoolExactIn({ pool, mintIn: USDC.mint, amountIn: capacity });
    expect(result.pool).toMatchObject({ tick: 1_052, sqrtPrice: sqrtPriceOfTick(1_052) });
    expect(refusalOf(() => curve.quote(capacity + 1n))).toBe(6038);
  });

  test('a swap to the end of prices takes only a part of the input, and the next one is refused with 6034', () => {
    const pool = whirlpoolOf({ tick: MIN_TICK + 200, tickSpacing: 1, positions: [] });
    const { liquidity, ...rest } = pool;
    const result = swap(U64_MAX, 0n, { ...rest, liquidity: liquidity + 1_000_000n });
    expect(result.amountIn).toBeLessThan(U64_MAX);
    expect(result.pool.sqrtPrice).toBe(MIN_SQRT_PRICE);
    expect(refusalOf(() => swap(5n, 0n, result.pool))).toBe(6034);
  });

  test('an amount outside u64 is a RangeError', () => {
    expect(() => swap(U64_MAX + 1n)).toThrow(RangeError);
    const pool = whirlpoolOf({ positions: [wide] });
    expect(() => swapWhirlpoolExactIn({ pool, mintIn: JUP.mint, amountIn: 1n })).toThrow(RangeError);
  });
});

describe('properties', () => {
  const positions = fc.array(
    fc
      .tuple(fc.integer({ min: -120, max: 120 }), fc.integer({ min: 1, max: 120 }), bySize({ min: 1n, max: 1n << 70n }))
      .map(([at, width, liquidity]) => ({ lower: at * 4, upper: (at + width) * 4, liquidity })),
    { minLength: 1, maxLength: 8 },
  );
  const pools = fc.record({ tick: fc.integer({ min: -300, max: 300 }), positions }).map(whirlpoolOf);
  const mints = fc.constantFrom(SOL.mint, USDC.mint);
  const amounts = bySize({ min: 1n, max: 1n << 60n });

  test('a larger input never gives less, with a cached curve and with a new one', () => {
    fc.assert(
      fc.property(pools, mints, amounts, amounts, (pool, mintIn, a, b) => {
        const curve = whirlpoolCurve(pool, mintIn);
        const [small, large] = a < b ? [a, b] : [b, a];
        const [less, more] = [curve.amountOut(small), curve.amountOut(large)];
        if (more > 0n) expect(less).toBeLessThanOrEqual(more);
        if (less > 0n) {
          expect(swapWhirlpoolExactIn({ pool, mintIn, amountIn: small }).amountOut).toBe(less);
          expect(curve.quote(small).amountOut).toBe(less);
          expect(less).toBeLessThanOrEqual(curve.outAtMidPrice(small));
        }
      }),
      propertyRuns(500),
    );
  });

  test('no round trip gains', () => {
    fc.assert(
      fc.property(pools, amounts, (pool, amountIn) => {
        const there = whirlpoolCurve(pool, SOL.mint).amountOut(amountIn);
        fc.pre(there > 0n);
        const { pool: after } = swapWhirlpoolExactIn({ pool, mintIn: SOL.mint, amountIn });
        const back = whirlpoolCurve(after, USDC.mint).amountOut(there);
        expect(back).toBeLessThanOrEqual(amountIn);
      }),
      propertyRuns(500),
    );
  });

  test('after a swap, tick, price and liquidity are consistent', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        fc.pre(whirlpoolCurve(pool, mintIn).amountOut(amountIn) > 0n);
        const { pool: after, protocolFee, fee } = swapWhirlpoolExactIn({ pool, mintIn, amountIn });
        const inRange = after.ticks.reduce((sum, t) => (t.index <= after.tick ? sum + t.liquidityNet : sum), 0n);
        expect(after.liquidity).toBe(inRange);
        const tick = tickOfSqrtPrice(after.sqrtPrice);
        expect(after.tick === tick || (after.tick === tick - 1 && after.sqrtPrice === sqrtPriceOfTick(tick))).toBe(
          true,
        );
        expect(protocolFee).toBeLessThanOrEqual((fee * 1_300n) / 10_000n);
      }),
      propertyRuns(500),
    );
  });

  test('the shape gives the output to a millionth and the capacity to the unit', () => {
    fc.assert(
      fc.property(pools, mints, (pool, mintIn) => {
        const curve = whirlpoolCurve(pool, mintIn);
        const { pieces, breakpoints, capacity } = curve.shape(U64_MAX);
        expect(breakpoints.length).toBe(pieces.length);
        fc.pre(capacity > 1n << 40n && capacity < U64_MAX);
        expect(refusalOf(() => swapWhirlpoolExactIn({ pool, mintIn, amountIn: capacity }))).toBeUndefined();
        expect(curve.amountOut(capacity + 1n)).toBe(0n);
        pieces.forEach((piece, i) => {
          const [from, to] = [breakpoints[i - 1] ?? 0n, breakpoints[i] ?? 0n];
          if (piece.kind !== 'hyperbola' || to - from < 1n << 34n) return;
          const [start, end] = [piece.base + piece.weight * from, piece.base + piece.weight * to];
          // The integral of scale / (base + weight x)², which is the piece's output.
          const said = (piece.scale * (to - from)) / (start * end);
          const exact = curve.amountOut(to) - (from === 0n ? 0n : curve.amountOut(from));
          const off = said > exact ? said - exact : exact - said;
          expect(off).toBeLessThanOrEqual(exact / 1_000_000n + 4n);
        });
      }),
      propertyRuns(200),
    );
  });

  test('an aligned input gives the output of the given one for at most two units more', () => {
    const curve = whirlpoolCurve(whirlpoolOf({ positions: [wide] }), SOL.mint);
    for (const amount of [1_000n, 999_999n, 15_000_000_000n]) {
      const out = curve.amountOut(amount);
      const aligned = curve.alignedInputs(amount, 1);
      expect(aligned.some((input) => input <= amount + 2n && curve.amountOut(input) >= out)).toBe(true);
      expect(aligned.every((input) => input > 0n)).toBe(true);
    }
  });
});
