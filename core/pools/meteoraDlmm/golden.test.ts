import { describe, expect, test } from 'vitest';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolAddress } from '../all/pool.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { asBigints, exactInVectors, orCode } from '../testing/goldenVectors.ts';
import { binArrayIndexOf } from './binArrayIndex.ts';
import { DlmmLadder } from './dlmmLadder.ts';
import type { MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice } from './dlmmPrice.ts';
import { quoteDlmmExactIn, swapDlmmExactIn } from './dlmmSwap.ts';
import golden from './golden/vectors.json' with { type: 'json' };

const pools: MeteoraDlmmPool[] = golden.pools.map((pool) => ({
  kind: 'meteora-dlmm',
  address: pool.name as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  parameters: pool.parameters,
  volatility: pool.volatility,
  activeId: pool.activeId,
  enabled: true,
  bins: pool.bins.map((bin) => ({ id: bin.id, x: BigInt(bin.x), y: BigInt(bin.y) })),
  binArrays: [...new Set(pool.bins.map(({ id }) => binArrayIndexOf(id)))],
}));

const clock = { unixSeconds: golden.clock };

function poolOf(vector: { readonly pool: number; readonly direction: string }) {
  const pool = pools[vector.pool];
  if (pool === undefined) throw new Error('the vector names no pool');
  return { pool, mintIn: vector.direction === 'x-to-y' ? pool.mintX : pool.mintY, clock };
}

/** One base unit that reaches a bin is all fee. The SDK, exact in, does not count it as fee; the program takes it for the protocol. */
function isCrumb(on: ReturnType<typeof poolOf>, amountIn: bigint, amountOut: bigint): boolean {
  const least = new DlmmLadder(on).fillExactOut(amountOut)?.amountIn;
  if (least === undefined || amountIn !== least + 1n) return false;
  const reachedBy = (amount: bigint) => swapDlmmExactIn({ ...on, amountIn: amount }).pool.activeId;
  return reachedBy(amountIn) !== reachedBy(least);
}

describe(`${golden.source.package} ${golden.source.version}`, () => {
  const vectors = exactInVectors(golden.vectors);

  test.each(golden.binPrices)('price of bin $id at step $binStep', ({ binStep, id, price }) => {
    // The program's power function fails where the SDK returns zero.
    if (price === '0') expect(() => binPrice(binStep, id)).toThrow(PoolRefusal);
    else expect(binPrice(binStep, id)).toBe(BigInt(price));
  });

  test.each(vectors)('$name', ({ vector }) => {
    const on = poolOf(vector);
    const answer = orCode(() => quoteDlmmExactIn({ ...on, amountIn: BigInt(vector.amount) }));
    // The program refuses where the SDK returns zero or nothing.
    if (vector.result === null) return expect(answer).toBe(6036);
    if (vector.result.amountOut === '0') return expect(answer).toBe(6039);
    if (typeof answer === 'number') throw new Error(`refused with ${answer}`);
    const crumb = isCrumb(on, answer.amountIn, answer.amountOut) ? 1n : 0n;
    const { crossed: _crossed, feeMint, ...amounts } = answer;
    expect(feeMint).toBe(on.mintIn);
    expect({ ...amounts, fee: amounts.fee - crumb, protocolFee: amounts.protocolFee - crumb }).toEqual(
      asBigints(vector.result),
    );
  });

  test('for an exact output the ladder and the SDK find the same least input', () => {
    const exactOut = golden.vectors.filter(({ kind, result }) => kind === 'exact-out' && result !== null);
    expect(exactOut.length).toBeGreaterThanOrEqual(40);
    for (const vector of exactOut) {
      const fill = new DlmmLadder(poolOf(vector)).fillExactOut(BigInt(vector.amount));
      expect(fill?.amountIn.toString()).toBe(vector.result?.amountIn);
    }
  });

  test('both directions are covered', () => {
    for (const direction of ['x-to-y', 'y-to-x']) {
      const filled = vectors.filter(({ vector }) => vector.direction === direction && vector.result !== null);
      expect(filled.length).toBeGreaterThanOrEqual(20);
    }
  });
});
