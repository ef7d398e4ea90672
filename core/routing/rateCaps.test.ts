import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pool } from '../pools/all/pool.ts';
import { bySize } from '../pools/testing/bySize.ts';
import { poolsOfKind } from '../pools/testing/poolArbitraries.ts';
import { CLOCK } from '../pools/testing/poolSamples.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { JUP, LISTED_POOLS, RAY } from '../testing/usualListing.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { RateCaps } from './rateCaps.ts';
import { routeOnMarket } from './routeOnMarket.ts';

const mints: readonly string[] = [SOL.mint, USDC.mint, JUP.mint, RAY.mint];
const listed = LISTED_POOLS.filter(({ mintX, mintY }) => mints.includes(mintX) && mints.includes(mintY));
/** Some of the listed pools between four tokens, each in any state. */
const markets = fc
  .subarray(listed, { minLength: 1, maxLength: 7 })
  .chain((some) => fc.tuple(...some.map(({ kind, ...pool }): fc.Arbitrary<Pool> => poolsOfKind(kind, pool))));
const directions = fc.constantFrom(
  { mintIn: SOL.mint, mintOut: USDC.mint },
  { mintIn: USDC.mint, mintOut: SOL.mint },
  { mintIn: JUP.mint, mintOut: USDC.mint },
  { mintIn: JUP.mint, mintOut: RAY.mint },
);
const amounts = bySize({ min: 1n, max: 1n << 50n });

describe('rate caps', () => {
  test('no amount gets a better rate than the cap of any smaller one, nor than the spot cap', () => {
    fc.assert(
      fc.property(markets, directions, amounts, amounts, (pools, direction, one, other) => {
        const [smallest, amountIn] = one < other ? [one, other] : [other, one];
        const decision = routeOnMarket({ market: { pools, clock: CLOCK }, ...direction, amountIn });
        fc.pre(decision.kind === 'route');
        if (decision.kind !== 'route') return;
        const rate = Number(decision.route.amountOut) / Number(amountIn);
        const caps = new RateCaps({ pools, clock: CLOCK });
        const spot = caps.spot(direction, amountIn);
        expect(rate).toBeLessThanOrEqual(spot);
        expect(rate).toBeLessThanOrEqual(caps.from(direction, smallest));
      }),
      propertyRuns(400),
    );
  });

  test('say nothing above 0 where no path connects the tokens', () => {
    const caps = new RateCaps({ pools: [], clock: CLOCK });
    const direction = { mintIn: SOL.mint, mintOut: USDC.mint };
    expect([caps.spot(direction, 1n << 40n), caps.from(direction, 1n << 40n)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });
});
