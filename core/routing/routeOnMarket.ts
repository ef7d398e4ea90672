import { midPrice } from '../market/midPrice.ts';
import type { Pool, SwapClock } from '../pools/all/pool.ts';
import { ceilDiv } from '../pools/ceilDiv.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { bestRoute } from './bestRoute.ts';
import { FURTHER_LEG_LAMPORTS } from './networkFee.ts';
import type { RouteDecision } from './route.ts';

/**
 * The cost of each leg after the first in base units of `mintOut`: its part of the network fee at the mid price of SOL in that token, rounded up.
 * 0 when no pools give a price.
 */
export function furtherLegCost(opts: { readonly pools: readonly Pool[]; readonly mintOut: Mint }): bigint {
  if (opts.mintOut === SOL.mint) return FURTHER_LEG_LAMPORTS;
  const price = midPrice({ pools: opts.pools, base: SOL.mint, quote: opts.mintOut });
  return price === undefined ? 0n : ceilDiv(FURTHER_LEG_LAMPORTS * price.numerator, price.denominator);
}

/**
 * The engine's route on a market. Server, worker and browser all use this function, so that all see the same quote: bestRoute, with further legs
 * only if they gain more than they cost. Base units.
 */
export function routeOnMarket(opts: {
  readonly market: { readonly pools: readonly Pool[]; readonly clock: SwapClock };
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
}): RouteDecision {
  const { market, mintIn, mintOut, amountIn } = opts;
  const { pools, clock } = market;
  return bestRoute({ pools, clock, mintIn, mintOut, amountIn, legCost: furtherLegCost({ pools, mintOut }) });
}
