import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../poolBase.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { clmmCurve } from './curve.ts';
import golden from './golden/raydiumClmm.json' with { type: 'json' };
import type { RaydiumClmmPool } from './pool.ts';
import { raydiumClmmProgram } from './program.ts';
import { clmmNearPrice, decodeClmmState, encodeClmmState } from './state.ts';
import { swapClmmExactIn } from './swap.ts';
import { clmmPools, listedOf } from './testing/clmmPools.ts';
import { checkClmmTickArrays, clmmTickArrays } from './tickArrays.ts';
import { ClmmLadder } from './tickLadder.ts';
import {
  MAX_SQRT_PRICE,
  MAX_TICK,
  MIN_SQRT_PRICE,
  sqrtPriceOfTick,
  tickArrayStart,
  tickOfSqrtPrice,
} from './tickMath.ts';

const clock = { unixSeconds: 1_000 };

const pair = { kind: 'raydium-clmm', mintX: SOL.mint, mintY: USDC.mint, openTime: 0, enabled: true } as const;

/** The pool of the program's own tests (swap.rs, cross_tick_array_test): trade fee 1000, no protocol and fund fee. */
function programPool(price: { tick: number; sqrtPrice: bigint }): RaydiumClmmPool {
  return {
    ...pair,
    address: 'program' as PoolAddress,
    tickSpacing: 60,
    tradeFeeRate: 1_000n,
    protocolFeeRate: 0n,
    fundFeeRate: 0n,
    ...price,
    liquidity: 5_124_165_121_219n,
    ticks: [
      { index: -32_640, liquidityNet: -1_492_054_447_712n },
      { index: -32_580, liquidityNet: 128_451_145_459n },
      { index: -32_520, liquidityNet: 790_917_615_645n },
      { index: -32_460, liquidityNet: 536_061_033_698n },
      { index: -32_400, liquidityNet: -277_065_331_032n },
      { index: -29_220, liquidityNet: -1_330_680_689n },
      { index: -28_860, liquidityNet: -6_408_486_554n },
    ],
  };
}

const codeOf = (attempt: () => unknown): number | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
};

const goldenPools: RaydiumClmmPool[] = golden.pools.map((pool, index) => ({
  ...pair,
  address: `golden ${index}` as PoolAddress,
  tickSpacing: pool.tickSpacing,
  tradeFeeRate: BigInt(pool.tradeFeeRate),
  protocolFeeRate: BigInt(pool.protocolFeeRate),
  fundFeeRate: BigInt(pool.fundFeeRate),
  sqrtPrice: BigInt(pool.sqrtPrice),
  tick: pool.tick,
  liquidity: BigInt(pool.liquidity),
  ticks: pool.ticks.map(([index, net]) => ({ index: Number(index), liquidityNet: BigInt(net ?? 0) })),
}));

describe(`${golden.source.package} ${golden.source.version}`, () => {
  test.each(golden.prices)('price of tick $tick, and the tick below it', ({ tick, sqrtPrice, tickBelow }) => {
    expect(sqrtPriceOfTick(tick)).toBe(BigInt(sqrtPrice));
    if (tick < MAX_TICK) expect(tickOfSqrtPrice(BigInt(sqrtPrice))).toBe(tick);
    if (tickBelow !== null) expect(tickOfSqrtPrice(BigInt(sqrtPrice) - 1n)).toBe(tickBelow);
  });

  test.each(golden.vectors)('pool $pool, x for y: $xForY, $amountIn', ({ pool: index, xForY, amountIn, result }) => {
    const pool = goldenPools[index];
    if (pool === undefined) throw new Error('the vector names no pool');
    const mintIn = xForY ? pool.mintX : pool.mintY;
    const swap = () => swapClmmExactIn({ pool, mintIn, amountIn: BigInt(amountIn), clock });
    // The SDK returns nothing where the liquidity ends, and zero where the program refuses.
    if (result === null) expect([2501, 6016, 6035, 6036]).toContain(codeOf(swap));
    else if (result.amountOut === '0') expect([2501, 6022]).toContain(codeOf(swap));
    else {
      const { amountOut, fee, pool: after } = swap();
      expect({ amountOut, fee, sqrtPrice: after.sqrtPrice, tick: after.tick, liquidity: after.liquidity }).toEqual({
        amountOut: BigInt(result.amountOut),
        fee: BigInt(result.fee),
        sqrtPrice: BigInt(result.sqrtPrice),
        tick: result.tick,
        liquidity: BigInt(result.liquidity),
      });
    }
  });

  test('most vectors are filled, in both directions', () => {
    for (const xForY of [true, false]) {
      const filled = golden.vectors.filter(
        (vector) => vector.xForY === xForY && vector.result !== null && vector.result.amountOut !== '0',
      );
      expect(filled.length).toBeGreaterThanOrEqual(40);
    }
  });
});

describe("the program's own tests", () => {
  test('prices at the ends (tick_math.rs)', () => {
    expect(sqrtPriceOfTick(-MAX_TICK)).toBe(MIN_SQRT_PRICE);
    expect(sqrtPriceOfTick(MAX_TICK)).toBe(MAX_SQRT_PRICE);
    expect(tickOfSqrtPrice(MIN_SQRT_PRICE)).toBe(-MAX_TICK);
    expect(tickOfSqrtPrice(MAX_SQRT_PRICE - 1n)).toBe(MAX_TICK - 1);
    expect(codeOf(() => sqrtPriceOfTick(MAX_TICK + 1))).toBe(6007);
    expect(codeOf(() => tickOfSqrtPrice(MAX_SQRT_PRICE))).toBe(6012);
  });

  test('downwards across tick arrays (zero_for_one_base_input_test)', () => {
    const start = programPool({ tick: -32_395, sqrtPrice: 3_651_942_632_306_380_802n });
    const first = swapClmmExactIn({ pool: start, mintIn: SOL.mint, amountIn: 12_188_240_002n, clock }).pool;
    expect(first.tick).toBeGreaterThan(-32_460);
    expect(first.tick).toBeLessThan(-32_400);
    expect(first.liquidity).toBe(start.liquidity + 277_065_331_032n);
    const second = swapClmmExactIn({ pool: first, mintIn: SOL.mint, amountIn: 121_882_400_020n, clock }).pool;
    expect(second.tick).toBeGreaterThan(-32_520);
    expect(second.tick).toBeLessThan(-32_460);
    expect(second.liquidity).toBe(first.liquidity - 536_061_033_698n);
    const third = swapClmmExactIn({ pool: second, mintIn: SOL.mint, amountIn: 60_941_200_010n, clock }).pool;
    expect(third.tick).toBeGreaterThan(-32_580);
    expect(third.tick).toBeLessThan(-32_520);
    expect(third.liquidity).toBe(second.liquidity - 790_917_615_645n);
  });

  test('upwards across tick arrays (one_for_zero_base_input_test)', () => {
    const start = programPool({ tick: -32_470, sqrtPrice: 3_638_127_228_312_488_926n });
    const first = swapClmmExactIn({ pool: start, mintIn: USDC.mint, amountIn: 887_470_480n, clock }).pool;
    expect(first.tick).toBeGreaterThan(-32_460);
    expect(first.tick).toBeLessThan(-32_400);
    expect(first.liquidity).toBe(start.liquidity + 536_061_033_698n);
    const second = swapClmmExactIn({ pool: first, mintIn: USDC.mint, amountIn: 3_087_470_480n, clock }).pool;
    expect(second.tick).toBeGreaterThan(-32_400);
    expect(second.liquidity).toBe(first.liquidity - 277_065_331_032n);
  });
});

describe('refusals', () => {
  const pool = programPool({ tick: -32_395, sqrtPrice: 3_651_942_632_306_380_802n });
  const swap = (changes: Partial<RaydiumClmmPool>, amountIn = 1_000_000n, minOut = 0n) =>
    codeOf(() => swapClmmExactIn({ pool: { ...pool, ...changes }, mintIn: SOL.mint, amountIn, minOut, clock }));

  test('each has the program’s error number', () => {
    expect(swap({})).toBeUndefined();
    expect(swap({ openTime: clock.unixSeconds })).toBe(2505);
    expect(swap({ enabled: false })).toBe(6000);
    expect(swap({}, 0n)).toBe(6020);
    expect(swap({}, 1n)).toBe(6022);
    expect(swap({}, 1_000_000n, 1n << 60n)).toBe(6018);
    expect(swap({}, 1n << 60n)).toBe(6016);
    expect(swap({ ticks: [] })).toBe(6036);
    expect(swap({ ticks: [], tickSpacing: 1 })).toBe(6035);
  });
});

describe('random pools', () => {
  const inputs = bySize({ min: 1n, max: 1n << 60n });
  const mints = fc.constantFrom(SOL.mint, USDC.mint);

  test('a larger input never gives less, and the quote equals the swap', () => {
    fc.assert(
      fc.property(clmmPools(), mints, inputs, (pool, mintIn, amountIn) => {
        const curve = clmmCurve(pool, mintIn, clock);
        const out = curve.amountOut(amountIn);
        expect(curve.amountOut(amountIn / 2n)).toBeLessThanOrEqual(out === 0n ? 1n << 64n : out);
        if (out === 0n) return;
        const { pool: after, ...quote } = swapClmmExactIn({ pool, mintIn, amountIn, clock });
        expect(curve.quote(amountIn)).toEqual(quote);
        expect(quote.amountOut).toBe(out);
        const back = { pool: after, mintIn: curve.mintOut, amountIn: out, clock };
        let returned = 0n;
        const code = codeOf(() => {
          returned = swapClmmExactIn(back).amountOut;
        });
        expect(code === undefined ? returned <= amountIn : [6022].includes(code)).toBe(true);
      }),
      propertyRuns(500),
    );
  });

  test('the least input for an output gives that output, and one unit less does not', () => {
    fc.assert(
      fc.property(clmmPools(), mints, inputs, (pool, mintIn, amountIn) => {
        const curve = clmmCurve(pool, mintIn, clock);
        const out = curve.amountOut(amountIn);
        if (out === 0n) return;
        const least = new ClmmLadder({ pool, mintIn, clock }).leastInput(out);
        if (least === undefined) throw new Error('the output was given');
        expect(curve.amountOut(least)).toBeGreaterThanOrEqual(out);
        if (least > 1n) expect(curve.amountOut(least - 1n)).toBeLessThan(out);
      }),
      propertyRuns(500),
    );
  });

  test('the shape equals the output of the swaps within rounding', () => {
    fc.assert(
      fc.property(clmmPools({ leastLiquidity: 1n << 50n }), mints, (pool, mintIn) => {
        const curve = clmmCurve(pool, mintIn, clock);
        const { pieces, breakpoints } = curve.shape(1n << 60n);
        for (const [i, piece] of pieces.entries()) {
          const [from, to] = [breakpoints[i - 1] ?? 0n, breakpoints[i] ?? 0n];
          const amount = (from + to) / 2n;
          const step = (to - from) / 1_000n;
          if (piece.kind !== 'hyperbola' || step < 1n << 30n) continue;
          // The program refuses where amounts leave u64.
          if (curve.amountOut(amount + step) === 0n) continue;
          const paid = Number(curve.amountOut(amount + step) - curve.amountOut(amount));
          const root = piece.base + piece.weight * (amount + step / 2n);
          const said = Number((piece.scale * step) / (root * root));
          expect(Math.abs(paid - said)).toBeLessThanOrEqual(2 + said / 1_000);
        }
      }),
      propertyRuns(200),
    );
  });

  test('a state decodes to the pool near its price, whole and as a delta', () => {
    fc.assert(
      fc.property(clmmPools(), mints, inputs, (pool, mintIn, amountIn) => {
        const near = clmmNearPrice(pool);
        const listed = listedOf(pool);
        const state = encodeClmmState(near, undefined);
        if (state === undefined) throw new Error('a whole state is never empty');
        expect(raydiumClmmProgram.stateSchema.parse(state)).toEqual(state);
        expect(decodeClmmState(listed, state, undefined)).toEqual(near);
        expect(encodeClmmState(near, near)).toBeUndefined();
        if (clmmCurve(pool, mintIn, clock).amountOut(amountIn) === 0n) return;
        const next = clmmNearPrice(swapClmmExactIn({ pool, mintIn, amountIn, clock }).pool);
        const delta = encodeClmmState(next, near);
        if (delta !== undefined) expect(decodeClmmState(listed, delta, near)).toEqual(next);
      }),
      propertyRuns(300),
    );
  });

  test('the arrays that a swap names are enough, and each one that it passes is required', () => {
    fc.assert(
      fc.property(clmmPools(), mints, inputs, (whole, mintIn, amountIn) => {
        const before = clmmNearPrice(whole);
        if (clmmCurve(before, mintIn, clock).amountOut(amountIn) === 0n) return;
        const after = swapClmmExactIn({ pool: before, mintIn, amountIn, clock }).pool;
        const named = clmmTickArrays(before, mintIn);
        checkClmmTickArrays({ before, after, mintIn, named });
        const end = tickArrayStart(after.tick, before.tickSpacing);
        const without = named.filter((start) => start !== end);
        const last = before.ticks.some(({ index }) => tickArrayStart(index, before.tickSpacing) === end);
        if (!last || after.tick === before.tick || before.ticks.some(({ index }) => index === after.tick + 1)) return;
        expect([3007, 6023, 6024]).toContain(
          codeOf(() => checkClmmTickArrays({ before, after, mintIn, named: without })),
        );
      }),
      propertyRuns(300),
    );
  });
});
