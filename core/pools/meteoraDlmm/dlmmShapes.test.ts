import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { bySize } from '../testing/bySize.ts';
import { DLMM_SHAPES, distributeLiquidity, shapeWeights } from './dlmmShapes.ts';

describe('liquidity shapes', () => {
  test('weights, nearest bin first', () => {
    expect(shapeWeights('spot', 3)).toEqual([1, 1, 1]);
    expect(shapeWeights('curve', 4)).toEqual([2_000, 1_400, 800, 200]);
    expect(shapeWeights('bid-ask', 4)).toEqual([200, 800, 1_400, 2_000]);
    expect(shapeWeights('curve', 1)).toEqual([2_000]);
  });

  test('the remainder of the division goes to the nearest bin', () => {
    expect(distributeLiquidity({ shape: 'spot', ids: [7, 8, 9], amount: 11n })).toEqual([
      { id: 7, amount: 5n },
      { id: 8, amount: 3n },
      { id: 9, amount: 3n },
    ]);
  });

  test('every shape conserves the amount', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DLMM_SHAPES),
        fc.integer({ min: 1, max: 70 }),
        bySize({ min: 0n, max: (1n << 64n) - 1n }),
        (shape, count, amount) => {
          const ids = Array.from({ length: count }, (_, index) => -index);
          const deposits = distributeLiquidity({ shape, ids, amount });
          expect(deposits.map(({ id }) => id)).toEqual(ids);
          expect(deposits.reduce((sum, deposit) => sum + deposit.amount, 0n)).toBe(amount);
        },
      ),
      propertyRuns(300),
    );
  });

  test('a curve puts most near the price, bid-ask most away from it', () => {
    const ids = [1, 2, 3, 4, 5];
    const amounts = (shape: 'curve' | 'bid-ask') =>
      distributeLiquidity({ shape, ids, amount: 1_000_000_000n }).map(({ amount }) => amount);
    const curve = amounts('curve');
    expect(curve).toEqual([...curve].sort((left, right) => Number(right - left)));
    const bidAsk = amounts('bid-ask');
    expect(bidAsk).toEqual([...bidAsk].sort((left, right) => Number(left - right)));
  });

  test('without bins only a zero amount can be shared', () => {
    expect(distributeLiquidity({ shape: 'spot', ids: [], amount: 0n })).toEqual([]);
    expect(() => distributeLiquidity({ shape: 'spot', ids: [], amount: 1n })).toThrow(RangeError);
  });
});
