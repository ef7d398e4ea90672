import { describe, expect, test } from 'vitest';
import { type Mint, SOL, USDC } from '../tokens/token.ts';
import { binPrice } from './dlmmPrice.ts';
import meteoraGolden from './golden/meteoraDlmm.json' with { type: 'json' };
import raydiumGolden from './golden/raydiumCpmm.json' with { type: 'json' };
import { swapDlmmExactIn } from './meteoraDlmm.ts';
import { type MeteoraDlmmPool, type Pool, type PoolAddress, PoolRefusal, type RaydiumCpmmPool } from './pool.ts';
import { quoteExactIn, quoteExactOut } from './swap.ts';

/** Vectors that the venues' own SDKs wrote on made-up pools (bench/oracle). */
type Vector = {
  readonly pool: number;
  readonly direction: string;
  readonly kind: string;
  readonly amount: string;
  /** Null: the SDK found not enough liquidity. */
  readonly result: { amountIn: string; amountOut: string; fee: string; protocolFee: string } | null;
};

const pair = { mintX: SOL.mint, mintY: USDC.mint };

const raydiumPools: RaydiumCpmmPool[] = raydiumGolden.pools.map((pool, index) => ({
  ...pair,
  venue: 'raydium',
  address: `raydium ${index}` as PoolAddress,
  reserveX: BigInt(pool.reserveX),
  reserveY: BigInt(pool.reserveY),
  tradeFeeRate: BigInt(pool.tradeFeeRate),
  protocolFeeRate: BigInt(pool.protocolFeeRate),
  fundFeeRate: BigInt(pool.fundFeeRate),
}));

const meteoraPools: MeteoraDlmmPool[] = meteoraGolden.pools.map((pool) => ({
  ...pair,
  venue: 'meteora',
  address: pool.name as PoolAddress,
  parameters: pool.parameters,
  volatility: pool.volatility,
  activeId: pool.activeId,
  enabled: true,
  bins: pool.bins.map((bin) => ({ id: bin.id, x: BigInt(bin.x), y: BigInt(bin.y) })),
}));

function ours(pool: Pool, vector: Vector, unixSeconds: number) {
  const mintIn: Mint = vector.direction === 'x-to-y' ? pool.mintX : pool.mintY;
  const amount = BigInt(vector.amount);
  const on = { pool, mintIn, clock: { unixSeconds } };
  try {
    return vector.kind === 'exact-in'
      ? quoteExactIn({ ...on, amountIn: amount })
      : quoteExactOut({ ...on, amountOut: amount });
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
}

/** Where the SDK answers zero or nothing, the program refuses. */
function refusalFor(vector: Vector, zeroOutput: number, noLiquidity: number): number | undefined {
  if (vector.result === null) return noLiquidity;
  return vector.result.amountOut === '0' ? zeroOutput : undefined;
}

const asBigints = (result: NonNullable<Vector['result']>) => ({
  amountIn: BigInt(result.amountIn),
  amountOut: BigInt(result.amountOut),
  fee: BigInt(result.fee),
  protocolFee: BigInt(result.protocolFee),
});

const named = (vectors: readonly Vector[]) =>
  vectors.map((vector) => ({ name: `${vector.pool} ${vector.direction} ${vector.kind} ${vector.amount}`, vector }));

describe(`${raydiumGolden.source.package} ${raydiumGolden.source.version}`, () => {
  test.each(named(raydiumGolden.vectors))('$name', ({ vector }) => {
    const pool = raydiumPools[vector.pool];
    if (pool === undefined) throw new Error('the vector names no pool');
    const answer = ours(pool, vector, 0);
    const refusal = refusalFor(vector, 2505, 6006);
    if (refusal !== undefined || vector.result === null) expect(answer).toBe(refusal);
    else expect(answer).toEqual(asBigints(vector.result));
  });
});

/** What the SDK shows as fee beside the program's: see sdkFeeDifference. */
type Fees = { readonly fee: bigint; readonly protocolFee: bigint };

/**
 * Where the SDK's fees are not those that the input contains. Exact in: one base unit that is all fee in the bin it reaches counts as none.
 * Exact out: what the last input would buy beyond the amount asked for, if more than one base unit of the output token, is added to the
 * protocol's fee, which is in the input token.
 */
function sdkFeeDifference(
  pool: MeteoraDlmmPool,
  vector: Vector,
  answer: { amountIn: bigint; amountOut: bigint },
): Fees {
  const on = {
    pool,
    mintIn: vector.direction === 'x-to-y' ? pool.mintX : pool.mintY,
    clock: { unixSeconds: meteoraGolden.clock },
  };
  if (vector.kind === 'exact-out') {
    const surplus = quoteExactIn({ ...on, amountIn: answer.amountIn }).amountOut - answer.amountOut;
    return surplus > 1n ? { fee: surplus, protocolFee: surplus } : { fee: 0n, protocolFee: 0n };
  }
  const least = quoteExactOut({ ...on, amountOut: answer.amountOut }).amountIn;
  const reachedBy = (amountIn: bigint) => swapDlmmExactIn({ ...on, amountIn }).pool.activeId;
  const crumb = answer.amountIn === least + 1n && reachedBy(answer.amountIn) !== reachedBy(least);
  return { fee: crumb ? -1n : 0n, protocolFee: 0n };
}

describe(`${meteoraGolden.source.package} ${meteoraGolden.source.version}`, () => {
  test.each(meteoraGolden.binPrices)('price of bin $id at step $binStep', ({ binStep, id, price }) => {
    // The program's power function fails where the SDK's shows zero.
    if (price === '0') expect(() => binPrice(binStep, id)).toThrow(PoolRefusal);
    else expect(binPrice(binStep, id)).toBe(BigInt(price));
  });

  test.each(named(meteoraGolden.vectors))('$name', ({ vector }) => {
    const pool = meteoraPools[vector.pool];
    if (pool === undefined) throw new Error('the vector names no pool');
    const answer = ours(pool, vector, meteoraGolden.clock);
    const refusal = refusalFor(vector, 6039, 6037);
    if (refusal !== undefined || vector.result === null) {
      expect(answer).toBe(refusal);
      return;
    }
    if (typeof answer === 'number') throw new Error(`refused with ${answer}`);
    const difference = sdkFeeDifference(pool, vector, answer);
    expect({
      ...answer,
      fee: answer.fee + difference.fee,
      protocolFee: answer.protocolFee + difference.protocolFee,
    }).toEqual(asBigints(vector.result));
  });
});

test('both directions and kinds of both venues are covered', () => {
  for (const { vectors } of [raydiumGolden, meteoraGolden]) {
    for (const kind of ['exact-in', 'exact-out']) {
      for (const direction of ['x-to-y', 'y-to-x']) {
        const filled = vectors.filter(
          (vector) => vector.kind === kind && vector.direction === direction && vector.result !== null,
        );
        expect(filled.length).toBeGreaterThanOrEqual(20);
      }
    }
  }
});
