import type { ListedPool, Pool } from '../../pools/all/pool.ts';
import { venueOf } from '../../pools/all/poolKinds.ts';
import { samplesOf } from '../../pools/testing/poolArbitraries.ts';
import { deliveredToNextHop } from '../../routing/legPlan.ts';
import type { Leg, Route, RouteKind } from '../../routing/route.ts';
import { LISTED_POOLS } from '../../testing/usualListing.ts';
import type { Mint } from '../../tokens/token.ts';

/** Bin ids at the worst places for the bin arrays that a swap names: next to an array's border, on either side. */
export const WORST_ACTIVE_IDS = [-4_742, -4_830, -4_831, 0, 5, 69, 3_500] as const;

/** A listed pool in some state; transactions depend on the position of its active bin, not on its holdings. */
export function samplePool(listed: ListedPool, activeId: number): Pool {
  // A kind returns pools of its kind.
  return samplesOf(listed).at(listed, activeId) as Pool;
}

function leg(pool: ListedPool, mintIn: Mint, amountIn: bigint, amountOut: bigint): Leg {
  const mintOut = mintIn === pool.mintX ? pool.mintY : pool.mintX;
  return {
    venue: venueOf(pool),
    pool: pool.address,
    mintIn,
    mintOut,
    amountIn,
    amountOut,
    fee: 1n,
    feeMint: mintIn,
    computeUnits: 100_000,
    priceImpactPpm: 0,
  };
}

function route(kind: RouteKind, legs: readonly Leg[], amountIn: bigint, amountOut: bigint): Route {
  const [first, last] = [legs[0], legs.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a route has legs');
  return { kind, mintIn: first.mintIn, mintOut: last.mintOut, amountIn, amountOut, priceImpactPpm: 0, legs };
}

/** Every route that the listing allows: each pool in both directions, each pair split, and every two consecutive pools. */
export function everyRoute(): readonly { readonly name: string; readonly route: Route }[] {
  const routes: { name: string; route: Route }[] = [];
  const add = (name: string, made: Route) => routes.push({ name, route: made });
  for (const a of LISTED_POOLS) {
    for (const mintIn of [a.mintX, a.mintY]) {
      const first = leg(a, mintIn, 1_000_000_007n, 999_999_937n);
      const inSymbol = `${a.pair} ${venueOf(a)} ${mintIn === a.mintX ? 'sell' : 'buy'}`;
      add(`single ${inSymbol}`, route('single', [first], first.amountIn, first.amountOut));
      for (const b of LISTED_POOLS) {
        if (b.pair === a.pair && venueOf(b) !== venueOf(a)) {
          const other = leg(b, mintIn, 500_000_003n, 499_999_999n);
          add(`split ${inSymbol}`, route('split', [first, other], 1_500_000_010n, 1_499_999_936n));
        }
        if (b.pair === a.pair || (b.mintX !== first.mintOut && b.mintY !== first.mintOut)) continue;
        const second = leg(b, first.mintOut, deliveredToNextHop(first.amountOut), 888_888_877n);
        if (second.mintOut === mintIn) continue;
        add(
          `two-hop ${inSymbol}, ${b.pair} ${venueOf(b)}`,
          route('two-hop', [first, second], first.amountIn, second.amountOut),
        );
      }
    }
  }
  return routes;
}
