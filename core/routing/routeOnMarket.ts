import { ceilDiv } from '../pools/ceilDiv.ts';
import type { Pool, SwapClock } from '../pools/pool.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { SECOND_LEG_LAMPORTS } from '../transaction/networkFee.ts';
import { bestRoute } from './bestRoute.ts';
import type { RouteDecision } from './route.ts';

/**
 * What a second leg costs in base units of `mintOut`: its part of the network fee at the reserves of the Raydium pool of SOL and that token,
 * rounded up. 0 when there is no such pool.
 */
export function secondLegCost(opts: { readonly pools: readonly Pool[]; readonly mintOut: Mint }): bigint {
  if (opts.mintOut === SOL.mint) return SECOND_LEG_LAMPORTS;
  for (const pool of opts.pools) {
    if (pool.venue !== 'raydium') continue;
    if (pool.mintX === SOL.mint && pool.mintY === opts.mintOut)
      return ceilDiv(SECOND_LEG_LAMPORTS * pool.reserveY, pool.reserveX);
    if (pool.mintY === SOL.mint && pool.mintX === opts.mintOut)
      return ceilDiv(SECOND_LEG_LAMPORTS * pool.reserveX, pool.reserveY);
  }
  return 0n;
}

/**
 * The route that the engine takes on a market, asked the same way in server, worker and browser, so that all see the same quote: bestRoute,
 * with a second leg only where it gains more than it costs. Base units.
 */
export function routeOnMarket(opts: {
  readonly market: { readonly pools: readonly Pool[]; readonly clock: SwapClock };
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
}): RouteDecision {
  const { market, mintIn, mintOut, amountIn } = opts;
  const { pools, clock } = market;
  return bestRoute({ pools, clock, mintIn, mintOut, amountIn, secondLegCost: secondLegCost({ pools, mintOut }) });
}
