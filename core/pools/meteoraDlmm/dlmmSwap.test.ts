import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { JUP } from '../../testing/usualListing.ts';
import { type Mint, SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../all/pool.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { CLOCK } from '../testing/poolSamples.ts';
import { U64_MAX } from '../u64.ts';
import { DlmmLadder } from './dlmmLadder.ts';
import type { DlmmBin, DlmmVolatility, MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice, MAX_BIN_ID, Q64 } from './dlmmPrice.ts';
import { SNAPSHOT_BIN_RADIUS } from './dlmmState.ts';
import { quoteDlmmExactIn, swapDlmmExactIn } from './dlmmSwap.ts';
import { meteoraDlmmMath } from './math.ts';
import { dlmmPools } from './testing/dlmmPools.ts';
import { USUAL_PARAMETERS } from './testing/usualParameters.ts';

const ACTIVE = -4742;

type PoolFields = {
  readonly volatility?: Partial<DlmmVolatility>;
  readonly bins?: readonly DlmmBin[];
  readonly activeId?: number;
  readonly enabled?: boolean;
  readonly maxVolatilityAccumulator?: number;
};

/** The pair of the vectors: step 4, one bin, in its filter period. */
const pool = (fields: PoolFields = {}): MeteoraDlmmPool => ({
  kind: 'meteora-dlmm',
  address: 'dlmm' as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  parameters: {
    ...USUAL_PARAMETERS,
    maxVolatilityAccumulator: fields.maxVolatilityAccumulator ?? USUAL_PARAMETERS.maxVolatilityAccumulator,
  },
  volatility: {
    volatilityAccumulator: 0,
    volatilityReference: 0,
    indexReference: ACTIVE,
    lastUpdateTimestamp: CLOCK.unixSeconds - 1,
    ...fields.volatility,
  },
  activeId: fields.activeId ?? ACTIVE,
  enabled: fields.enabled ?? true,
  bins: fields.bins ?? [{ id: ACTIVE, x: 500_000_000_000n, y: 75_000_000_000n }],
  binArrays: [-69, -68, -67],
});

/** The least input that gives an output, by the ladder. Undefined when the bins hold less. */
const leastInput = (opts: { pool: MeteoraDlmmPool; mintIn: Mint; amountOut: bigint }) =>
  new DlmmLadder({ ...opts, clock: CLOCK }).fillExactOut(opts.amountOut);

const refusalOf = (attempt: () => unknown): number | undefined => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
};

const threeBins: readonly DlmmBin[] = [
  { id: ACTIVE - 3, x: 0n, y: 40_000_000n },
  { id: ACTIVE - 1, x: 0n, y: 30_000_000n },
  { id: ACTIVE, x: 100_000_000n, y: 15_000_000n },
  { id: ACTIVE + 2, x: 300_000_000n, y: 0n },
];

describe('bin price', () => {
  test('the vector of the compiled program', () => {
    expect(binPrice(4, ACTIVE)).toBe(2_768_947_103_253_026_452n);
    expect(binPrice(4, 0)).toBe(Q64);
  });

  test('rises with the id, and ends where the format does', () => {
    for (let id = -50; id < 50; id++) expect(binPrice(10, id)).toBeLessThan(binPrice(10, id + 1));
    expect(() => binPrice(1, MAX_BIN_ID + 1)).toThrow(RangeError);
    expect(() => binPrice(1, 0.5)).toThrow(RangeError);
    expect(refusalOf(() => binPrice(400, -MAX_BIN_ID))).toBe(6018);
  });
});

describe('vectors of the compiled program', () => {
  test.each([
    ['X to Y', SOL.mint, 1_000_000_000n, 0, 1_000_000_000n, 150_044_881n],
    ['X to Y', SOL.mint, 400_000_000_000n, 30_000, 400_000_000_000n, 60_017_606_667n],
    ['X to Y, drained', SOL.mint, 600_000_000_000n, 30_000, 499_853_320_815n, 75_000_000_000n],
    ['Y to X', USDC.mint, 150_000_000n, 100_000, 150_000_000n, 998_837_324n],
    ['Y to X, drained', USDC.mint, 90_000_000_000n, 350_000, 75_141_429_075n, 500_000_000_000n],
  ])('%s', (_, mintIn, amountIn, volatilityReference, consumed, amountOut) => {
    const quote = quoteDlmmExactIn({
      pool: pool({ volatility: { volatilityReference } }),
      mintIn,
      amountIn,
      clock: CLOCK,
    });
    expect(quote.amountIn).toBe(consumed);
    expect(quote.amountOut).toBe(amountOut);
  });

  test('fees: contained in the input, rounded up', () => {
    const calm = quoteDlmmExactIn({ pool: pool(), mintIn: SOL.mint, amountIn: 1_000_000_000n, clock: CLOCK });
    expect(calm.fee).toBe(400_000n);
    expect(calm.protocolFee).toBe(20_000n);
    const moved = pool({ volatility: { volatilityReference: 30_000 } });
    const quote = quoteDlmmExactIn({ pool: moved, mintIn: SOL.mint, amountIn: 400_000_000_000n, clock: CLOCK });
    expect(quote.fee).toBe(162_304_000n);
  });
});

describe('volatility', () => {
  const volatility = { volatilityAccumulator: 60_001, volatilityReference: 10_000, indexReference: ACTIVE - 5 };
  const swapAfter = (elapsed: number) =>
    swapDlmmExactIn({
      pool: pool({ volatility: { ...volatility, lastUpdateTimestamp: CLOCK.unixSeconds - elapsed } }),
      mintIn: SOL.mint,
      amountIn: 1_000_000n,
      clock: CLOCK,
    }).pool.volatility;

  test('within the filter period the references stay', () => {
    expect(swapAfter(29)).toMatchObject({
      indexReference: ACTIVE - 5,
      volatilityReference: 10_000,
      volatilityAccumulator: 60_000,
    });
  });

  test('from the filter period on the volatility decays, rounded down', () => {
    for (const elapsed of [30, 599]) {
      expect(swapAfter(elapsed)).toMatchObject({
        indexReference: ACTIVE,
        volatilityReference: 30_000,
        volatilityAccumulator: 30_000,
      });
    }
  });

  test('from the decay period on it is gone', () => {
    expect(swapAfter(600)).toMatchObject({ volatilityReference: 0, volatilityAccumulator: 0 });
  });

  test('the accumulator is capped', () => {
    const capped = pool({ volatility, maxVolatilityAccumulator: 40_000 });
    const after = swapDlmmExactIn({ pool: capped, mintIn: SOL.mint, amountIn: 1_000_000n, clock: CLOCK });
    expect(after.pool.volatility.volatilityAccumulator).toBe(40_000);
  });

  test('the timestamp advances only when the active bin changed', () => {
    const stay = swapDlmmExactIn({
      pool: pool({ bins: threeBins }),
      mintIn: SOL.mint,
      amountIn: 1_000_000n,
      clock: CLOCK,
    });
    expect(stay.pool.activeId).toBe(ACTIVE);
    expect(stay.pool.volatility.lastUpdateTimestamp).toBe(CLOCK.unixSeconds - 1);
    const move = swapDlmmExactIn({
      pool: pool({ bins: threeBins }),
      mintIn: SOL.mint,
      amountIn: 150_000_000n,
      clock: CLOCK,
    });
    expect(move.pool.activeId).toBe(ACTIVE - 1);
    expect(move.pool.volatility.lastUpdateTimestamp).toBe(CLOCK.unixSeconds);
    expect(move.pool.volatility.volatilityAccumulator).toBe(10_000);
  });
});

describe('many bins', () => {
  test('one unit left for a last bin is all fee, and the protocol’s', () => {
    const bins = pool({ bins: threeBins });
    const whole = leastInput({ pool: bins, mintIn: SOL.mint, amountOut: 15_000_000n });
    const amountIn = whole?.amountIn ?? 0n;
    const before = quoteDlmmExactIn({ pool: bins, mintIn: SOL.mint, amountIn, clock: CLOCK });
    const after = quoteDlmmExactIn({ pool: bins, mintIn: SOL.mint, amountIn: amountIn + 1n, clock: CLOCK });
    expect(after.crossed).toBe(before.crossed + 1);
    expect(after.amountOut).toBe(before.amountOut);
    expect(after.fee).toBe(before.fee + 1n);
    expect(after.protocolFee).toBe(before.protocolFee + 1n);
  });

  test('empty bins are passed over, drained ones hold the input token only', () => {
    const result = swapDlmmExactIn({
      pool: pool({ bins: threeBins }),
      mintIn: SOL.mint,
      amountIn: 400_000_000n,
      clock: CLOCK,
    });
    expect(result.amountIn).toBe(400_000_000n);
    expect(result.pool.activeId).toBe(ACTIVE - 3);
    const [far, near, active, above] = result.pool.bins;
    expect(near?.y).toBe(0n);
    expect(active?.y).toBe(0n);
    expect(above).toEqual(threeBins[3]);
    expect((active?.x ?? 0n) - 100_000_000n + (near?.x ?? 0n) + (far?.x ?? 0n)).toBe(400_000_000n - result.fee);
    expect(15_000_000n + 30_000_000n + 40_000_000n - (far?.y ?? 0n)).toBe(result.amountOut);
    expect(result.pool.volatility.volatilityAccumulator).toBe(30_000);
  });

  test('a bin that is drained to the last unit stays active while no input remains', () => {
    const first = leastInput({ pool: pool({ bins: threeBins }), mintIn: SOL.mint, amountOut: 15_000_000n });
    const result = swapDlmmExactIn({
      pool: pool({ bins: threeBins }),
      mintIn: SOL.mint,
      amountIn: first?.amountIn ?? 0n,
      clock: CLOCK,
    });
    expect(result.amountOut).toBe(15_000_000n);
    expect(result.pool.activeId).toBe(ACTIVE);
  });

  test('upwards, and when liquidity ends only what the bins take goes in', () => {
    const result = swapDlmmExactIn({
      pool: pool({ bins: threeBins }),
      mintIn: USDC.mint,
      amountIn: U64_MAX,
      clock: CLOCK,
    });
    expect(result.amountOut).toBe(400_000_000n);
    expect(result.amountIn).toBeLessThan(70_000_000n);
    expect(result.pool.activeId).toBe(ACTIVE + 2);
  });

  test('an active id whose bin is not in the snapshot is an empty bin', () => {
    const between = pool({ bins: threeBins, activeId: ACTIVE + 1 });
    expect(swapDlmmExactIn({ pool: between, mintIn: SOL.mint, amountIn: 1_000_000n, clock: CLOCK }).pool.activeId).toBe(
      ACTIVE,
    );
    expect(
      swapDlmmExactIn({ pool: between, mintIn: USDC.mint, amountIn: 1_000_000n, clock: CLOCK }).pool.activeId,
    ).toBe(ACTIVE + 2);
  });
});

describe('refusals', () => {
  const one = { pool: pool(), mintIn: SOL.mint, clock: CLOCK };

  test('6002 when nothing goes in, 6039 when nothing comes out', () => {
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, amountIn: 0n }))).toBe(6002);
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, amountIn: 7n }))).toBe(6039);
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, amountIn: 8n }))).toBeUndefined();
  });

  test('6003 one base unit beyond the bound, not at it', () => {
    const exactIn = { ...one, amountIn: 1_000_000_000n };
    expect(refusalOf(() => swapDlmmExactIn({ ...exactIn, minOut: 150_044_881n }))).toBeUndefined();
    expect(refusalOf(() => swapDlmmExactIn({ ...exactIn, minOut: 150_044_882n }))).toBe(6003);
  });

  test('6042 when the pair is disabled', () => {
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, pool: pool({ enabled: false }), amountIn: 1_000n }))).toBe(6042);
  });

  test('6036 without liquidity', () => {
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, pool: pool({ bins: [] }), amountIn: 1_000n }))).toBe(6036);
  });

  test('6018 for every swap in the decay window when the volatility leaves u32', () => {
    const wild = (volatilityAccumulator: number, elapsed: number) =>
      pool({ volatility: { volatilityAccumulator, lastUpdateTimestamp: CLOCK.unixSeconds - elapsed } });
    const code = (accumulator: number, elapsed: number) =>
      refusalOf(() => quoteDlmmExactIn({ ...one, pool: wild(accumulator, elapsed), amountIn: 1_000_000n }));
    // 858,993 × 5,000 is just below 2^32.
    expect(code(858_993, 30)).toBeUndefined();
    expect(code(858_994, 30)).toBe(6018);
    expect(code(858_994, 29)).toBeUndefined();
    expect(code(858_994, 600)).toBeUndefined();
  });

  test('6018 and 6019 where the program overflows', () => {
    const full = pool({ bins: [{ id: ACTIVE, x: U64_MAX - 10n, y: 75_000_000_000n }] });
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, pool: full, amountIn: 1_000n }))).toBe(6018);
    const dear = pool({ bins: [{ id: ACTIVE, x: 0n, y: U64_MAX }] });
    expect(refusalOf(() => quoteDlmmExactIn({ ...one, pool: dear, amountIn: 1_000n }))).toBe(6019);
  });

  test('what no instruction could carry is a RangeError', () => {
    expect(() => quoteDlmmExactIn({ ...one, amountIn: U64_MAX + 1n })).toThrow(RangeError);
    expect(() => quoteDlmmExactIn({ ...one, amountIn: -1n })).toThrow(RangeError);
    expect(() => quoteDlmmExactIn({ ...one, mintIn: JUP.mint, amountIn: 1n })).toThrow(RangeError);
  });
});

describe('properties', () => {
  const amounts = bySize({ min: 1n, max: 1n << 56n });
  const mints = fc.constantFrom(SOL.mint, USDC.mint);
  const sums = (bins: readonly DlmmBin[]) =>
    bins.reduce((sum, bin) => ({ x: sum.x + bin.x, y: sum.y + bin.y }), { x: 0n, y: 0n });

  test('bins conserve tokens: the input less its fee enters, the output leaves', () => {
    fc.assert(
      fc.property(dlmmPools(), mints, amounts, (before, mintIn, amountIn) => {
        const swap = () => swapDlmmExactIn({ pool: before, mintIn, amountIn, clock: CLOCK });
        fc.pre(refusalOf(swap) === undefined);
        const result = swap();
        const [old, now] = [sums(before.bins), sums(result.pool.bins)];
        const [into, outOf] = mintIn === SOL.mint ? [now.x - old.x, old.y - now.y] : [now.y - old.y, old.x - now.x];
        expect(into).toBe(result.amountIn - result.fee);
        expect(outOf).toBe(result.amountOut);
        expect(result.protocolFee).toBeLessThanOrEqual(result.fee);
        for (const bin of result.pool.bins) expect(bin.x >= 0n && bin.y >= 0n).toBe(true);
      }),
      propertyRuns(1_500),
    );
  });

  test('a snapshot carries the filled bins near the active one, and no others', () => {
    const wide = dlmmPools({ maxBins: 4 * SNAPSHOT_BIN_RADIUS });
    fc.assert(
      fc.property(wide, (pool) => {
        const near = pool.bins.filter(
          ({ id, x, y }) => x + y > 0n && Math.abs(id - pool.activeId) <= SNAPSHOT_BIN_RADIUS,
        );
        expect(meteoraDlmmMath.nearPrice(pool).bins).toEqual(near);
      }),
      propertyRuns(100),
    );
  });

  test('exact out is the least input that exact in needs', () => {
    fc.assert(
      fc.property(dlmmPools(), mints, amounts, (before, mintIn, amountOut) => {
        const exactOut = () => leastInput({ pool: before, mintIn, amountOut });
        const fill = refusalOf(exactOut) === undefined ? exactOut() : undefined;
        fc.pre(fill !== undefined && fill.amountIn <= U64_MAX);
        if (fill === undefined) return;
        const { amountIn, fee } = fill;
        const back = quoteDlmmExactIn({ pool: before, mintIn, amountIn, clock: CLOCK });
        expect(back.amountIn).toBe(amountIn);
        expect(back.fee).toBe(fee);
        expect(back.amountOut).toBeGreaterThanOrEqual(amountOut);
        const less = () => quoteDlmmExactIn({ pool: before, mintIn, amountIn: amountIn - 1n, clock: CLOCK });
        if (refusalOf(less) === undefined) expect(less().amountOut).toBeLessThan(amountOut);
      }),
      propertyRuns(1_500),
    );
  });
});
