import type { ListedPool, Pool } from '../../pools/all/pool.ts';
import { venueOf } from '../../pools/all/poolKinds.ts';
import { sqrtPriceOfTick } from '../../pools/orcaWhirlpool/tickMath.ts';
import {
  sqrtPriceOfTick as clmmSqrtPriceOfTick,
  TICKS_PER_ARRAY,
  tickArrayStart,
} from '../../pools/raydiumClmm/tickMath.ts';
import { deliveredToNextHop } from '../../routing/legPlan.ts';
import type { Leg, Route, RouteKind } from '../../routing/route.ts';
import { LISTED_POOLS } from '../../testing/usualListing.ts';
import type { Mint } from '../../tokens/token.ts';

/** Bin ids in the worst place for the bin arrays that a swap names: beside an array's border, on either side. */
export const WORST_ACTIVE_IDS = [-4_742, -4_830, -4_831, 0, 5, 69, 3_500] as const;

/** A pool of a listing in some state; transactions depend on where its active bin is, not on what it holds. */
export function samplePool(listed: ListedPool, activeId: number): Pool {
  const { address, mintX, mintY } = listed;
  if (listed.kind === 'raydium-cpmm') {
    const { tradeFeeRate, protocolFeeRate, fundFeeRate } = listed;
    const reserves = { reserveX: 10n ** 12n, reserveY: 10n ** 12n };
    return { kind: listed.kind, address, mintX, mintY, ...reserves, tradeFeeRate, protocolFeeRate, fundFeeRate };
  }
  if (listed.kind === 'orca-whirlpool') {
    const { pair: _pair, accounts: _accounts, ...parameters } = listed;
    const price = { sqrtPrice: sqrtPriceOfTick(activeId), tick: activeId, liquidity: 10n ** 12n };
    const reach = Math.round(1_000 / parameters.tickSpacing) * parameters.tickSpacing;
    const ticks = [-reach, reach].map((index) => ({
      index: activeId - (activeId % parameters.tickSpacing) + index,
      liquidityNet: 1n,
    }));
    return { ...parameters, ...price, ticks };
  }
  if (listed.kind === 'raydium-clmm') {
    const { pair: _pair, accounts: _accounts, ...parameters } = listed;
    const price = { sqrtPrice: clmmSqrtPriceOfTick(activeId), tick: activeId, liquidity: 10n ** 12n };
    // A tick in every array that a swap may reach.
    const width = TICKS_PER_ARRAY * parameters.tickSpacing;
    const start = tickArrayStart(activeId, parameters.tickSpacing);
    const ticks = [-2, -1, 0, 1, 2].map((array) => ({ index: start + array * width, liquidityNet: 1n }));
    return { ...parameters, ...price, enabled: true, ticks };
  }
  if (listed.kind === 'meteora-damm-v2') {
    const { pair: _pair, accounts: _accounts, ...parameters } = listed;
    return { ...parameters, enabled: true, sqrtPrice: 1n << 64n, liquidity: 1n << 104n, volatility: null };
  }
  const array = Math.floor(activeId / 70);
  return {
    kind: listed.kind,
    address,
    mintX,
    mintY,
    parameters: listed.parameters,
    volatility: { volatilityAccumulator: 0, volatilityReference: 0, indexReference: activeId, lastUpdateTimestamp: 0 },
    activeId,
    enabled: true,
    bins: [{ id: activeId, x: 10n ** 9n, y: 10n ** 9n }],
    binArrays: [array - 1, array, array + 1],
  };
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

/** Every route that the listing allows: each pool both ways, each pair split, each two pools in a row. */
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
