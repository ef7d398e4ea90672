import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import { bySize } from '../testing/bySize.ts';
import { whirlpoolCurve } from './curve.ts';
import { whirlpoolOf } from './testing/whirlpools.ts';
import { decodeWhirlpoolState, encodeWhirlpoolState, nearPrice } from './whirlpoolState.ts';

const positions = fc.array(
  fc
    .tuple(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 400 }), bySize({ min: 1n, max: 1n << 60n }))
    .map(([at, width, liquidity]) => ({ lower: at * 4, upper: (at + width) * 4, liquidity })),
  { minLength: 1, maxLength: 10 },
);

const pools = fc.record({ tick: fc.integer({ min: -900, max: 900 }), positions }).map(whirlpoolOf);

describe('the state on the wire', () => {
  test('a whole state holds the pool near its price, and quotes like the whole pool', () => {
    fc.assert(
      fc.property(pools, bySize({ min: 1n, max: 1n << 60n }), fc.boolean(), (pool, amount, down) => {
        const state = encodeWhirlpoolState(nearPrice(pool), undefined);
        if (state === undefined) throw new Error('a whole state is never left out');
        const decoded = decodeWhirlpoolState(pool, JSON.parse(JSON.stringify(state)), undefined);
        expect(decoded).toEqual(nearPrice(pool));
        const mintIn = down ? SOL.mint : USDC.mint;
        expect(whirlpoolCurve(decoded, mintIn).amountOut(amount)).toBe(whirlpoolCurve(pool, mintIn).amountOut(amount));
      }),
      propertyRuns(300),
    );
  });

  test('a delta changes any pool near its price into any other', () => {
    fc.assert(
      fc.property(pools, pools, (from, to) => {
        const [before, after] = [nearPrice(from), nearPrice(to)];
        const state = encodeWhirlpoolState(after, before);
        const decoded = state === undefined ? before : decodeWhirlpoolState(to, state, before);
        expect(decoded).toEqual(after);
      }),
      propertyRuns(300),
    );
  });

  test('there is no state without changes, and no ticks in a state where only the price moved', () => {
    const [sample] = fc.sample(pools, { numRuns: 1, seed: 3 });
    if (sample === undefined) throw new Error('no sample');
    const before = nearPrice(sample);
    expect(encodeWhirlpoolState({ ...before, ticks: [...before.ticks] }, before)).toBeUndefined();
    expect(encodeWhirlpoolState({ ...before, sqrtPrice: before.sqrtPrice + 1n }, before)?.ticks).toEqual([]);
  });
});
