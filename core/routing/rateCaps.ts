import type { Pool, SwapClock } from '../pools/all/pool.ts';
import type { Mint } from '../tokens/token.ts';
import { hopsAlong, proposeRoutes, spotAlong } from './pathSearch.ts';
import { PoolGraph } from './poolGraph.ts';

/** A direction of a pair. */
type Direction = { readonly mintIn: Mint; readonly mintOut: Mint };

/** How much a rate may be above its cap: the search for routes leaves out some, which are worse by less than this. */
const SLACK = 1 + 50e-6;
/** For smaller amounts, base units, the search proposes nothing reliable; they move no price either. */
const LEAST = 1n << 16n;

/**
 * Upper bounds of the rates (output for input, base units) that amounts can get on a market, in floating point. Curves are concave, or taken as their
 * upper hulls, so no amount gets a better rate than a smaller one does; rounding and the cost of legs only take away from it.
 */
export class RateCaps {
  readonly #graph: PoolGraph;

  constructor({ pools, clock }: { readonly pools: readonly Pool[]; readonly clock: SwapClock }) {
    this.#graph = new PoolGraph(pools, clock);
  }

  /** The cap for every amount up to `largest`; 0 without a path. Call it before `from`: it draws the curves as far as `largest` reaches. */
  spot({ mintIn, mintOut }: Direction, largest: bigint): number {
    let most = 0;
    for (const path of this.#graph.paths(mintIn, mintOut))
      most = Math.max(most, spotAlong(hopsAlong(this.#graph, path), Number(largest)));
    return most * SLACK;
  }

  /** The cap for amounts of at least `smallest`. Lower than `spot` for amounts that move prices, and costs a route search. */
  from({ mintIn, mintOut }: Direction, smallest: bigint): number {
    if (smallest < LEAST) return Number.POSITIVE_INFINITY;
    const amountIn = Number(smallest);
    let most = 0;
    for (const { amountOut } of proposeRoutes({ graph: this.#graph, mintIn, mintOut, amountIn }))
      most = Math.max(most, amountOut);
    // Without a proposal nothing is known.
    return most === 0 ? Number.POSITIVE_INFINITY : (most / amountIn) * SLACK;
  }
}
