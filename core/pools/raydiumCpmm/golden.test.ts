import { describe, expect, test } from 'vitest';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../all/pool.ts';
import { asBigints, exactInVectors, orCode } from '../testing/goldenVectors.ts';
import type { RaydiumCpmmPool } from './cpmmPool.ts';
import { quoteCpmmExactIn } from './cpmmSwap.ts';
import golden from './golden/vectors.json' with { type: 'json' };

const pools: RaydiumCpmmPool[] = golden.pools.map((pool, index) => ({
  kind: 'raydium-cpmm',
  address: `raydium ${index}` as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: BigInt(pool.reserveX),
  reserveY: BigInt(pool.reserveY),
  tradeFeeRate: BigInt(pool.tradeFeeRate),
  protocolFeeRate: BigInt(pool.protocolFeeRate),
  fundFeeRate: BigInt(pool.fundFeeRate),
}));

describe(`${golden.source.package} ${golden.source.version}`, () => {
  const vectors = exactInVectors(golden.vectors);

  test.each(vectors)('$name', ({ vector }) => {
    const pool = pools[vector.pool];
    if (pool === undefined || vector.result === null) throw new Error('the vector names no pool, or has no result');
    const mintIn = vector.direction === 'x-to-y' ? pool.mintX : pool.mintY;
    const answer = orCode(() => quoteCpmmExactIn({ pool, mintIn, amountIn: BigInt(vector.amount) }));
    // The program refuses where the SDK returns zero.
    if (vector.result.amountOut === '0') expect(answer).toBe(2505);
    else expect(answer).toEqual({ ...asBigints(vector.result), feeMint: mintIn, crossed: 0 });
  });

  test('both directions are covered', () => {
    for (const direction of ['x-to-y', 'y-to-x'])
      expect(vectors.filter(({ vector }) => vector.direction === direction).length).toBeGreaterThanOrEqual(20);
  });
});
