import type { Pool, SwapClock } from '../pools/all/pool.ts';
import { assertU64 } from '../pools/u64.ts';
import type { Mint } from '../tokens/token.ts';
import { type Candidate, exactRoute, type Fill } from './exactRoute.ts';
import { proposeRoutes } from './pathSearch.ts';
import { type GraphPool, PoolGraph, type Refused } from './poolGraph.ts';
import type { NoRouteReason, Route, RouteDecision, RouteWhy } from './route.ts';
import { routeOfCandidate } from './routeOfCandidate.ts';
import { splitAmount } from './splitAmount.ts';
import { fitsTransaction } from './transactionSize.ts';
import { quoteDirect, venueQuotes } from './venueQuotes.ts';

export type BestRouteOptions = {
  /** Snapshots of the pools to choose from, any number of any venue, in any order. */
  readonly pools: readonly Pool[];
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  /** Base units, u64. */
  readonly amountIn: bigint;
  readonly clock: SwapClock;
  /** The least gain of each leg after the first, base units of mintOut. Default 0. */
  readonly legCost?: bigint;
};

const PPM = 1_000_000n;

/** More legs than any transaction carries. */
const MOST_LEGS = 64n;

/** Number of proposals that are quoted exactly: more for small amounts, where rounding outweighs their differences. */
const QUOTED = 3;
const QUOTED_COARSE = 12;
const COARSE = 1n << 21n;
/** For larger amounts estimates are this exact: a proposal whose estimate is below the best exact result times this factor is not quoted. */
const NEAR = 1 - 1e-7;

const NO_ROUTE_MESSAGES = {
  'no-pool': 'no pools connect these tokens within three hops',
  'zero-output': 'the amount is too small: nothing would come out',
  'not-enough-liquidity': 'no route has the liquidity for the whole amount',
  refused: 'every pool for this pair refuses the swap',
} as const satisfies Record<NoRouteReason, string>;

/** Why no route was found: the reason of the pair's pools, else that of the pools on longer paths. */
function noRouteReason(graph: PoolGraph, refusals: readonly Refused[], opts: BestRouteOptions): NoRouteReason {
  if (graph.paths(opts.mintIn, opts.mintOut).length === 0) return 'no-pool';
  if (opts.amountIn === 0n || refusals.some(({ refusal }) => refusal.reason === 'zero-output')) return 'zero-output';
  if (refusals.some(({ refusal }) => refusal.reason === 'no-liquidity')) return 'not-enough-liquidity';
  return refusals.length > 0 ? 'refused' : 'not-enough-liquidity';
}

/** A candidate's output less the cost of its further legs. */
function worth(candidate: Candidate, legCost: bigint): bigint {
  return candidate.amountOut - legCost * BigInt(candidate.fills.length - 1);
}

type Search = BestRouteOptions & { readonly graph: PoolGraph };

/** The two pools of a pair that nothing else connects, which leaves nothing to search for; undefined with more pools or paths. */
function onlyTwoPools({ graph, mintIn, mintOut }: Search): readonly [GraphPool, GraphPool] | undefined {
  const [a, b, third] = graph.hop(mintIn, mintOut).pools;
  if (a === undefined || b === undefined || third !== undefined) return undefined;
  return graph.paths(mintIn, mintOut).length === 1 ? [a, b] : undefined;
}

/** The exact split between two pools when it is worth more than `least` and fits a transaction. */
function splitOfTwo(a: GraphPool, b: GraphPool, opts: Search & { readonly least: bigint }): Candidate | undefined {
  const { amountIn, legCost = 0n, least } = opts;
  const split = splitAmount(a.curve, b.curve, amountIn);
  if (split === undefined || split.amountOut - legCost <= least || !fitsTransaction([a, b])) return undefined;
  const { amountA, amountOut } = split;
  const fills = [
    { curve: a.curve, quote: a.curve.quote(amountA) },
    { curve: b.curve, quote: b.curve.quote(amountIn - amountA) },
  ];
  return { amountOut, fills };
}

/** The best of the exact candidates with several legs, by output less costs; undefined when none exceeds `least`. */
function bestOfSeveral(opts: Search & { readonly least: bigint }): Candidate | undefined {
  const { graph, legCost = 0n, mintIn, mintOut, amountIn } = opts;
  if (amountIn === 0n) return undefined;
  const pools = onlyTwoPools(opts);
  if (pools !== undefined) return splitOfTwo(...pools, opts);
  const cost = Number(legCost);
  const proposals = proposeRoutes({ graph, mintIn, mintOut, amountIn: Number(amountIn) })
    .map((proposal) => {
      const legs = proposal.paths.reduce((sum, { pools }) => sum + pools.flat().length, 0);
      return { proposal, legs, worth: proposal.amountOut - cost * (legs - 1) };
    })
    .filter(({ legs }) => legs > 1)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, amountIn < COARSE ? QUOTED_COARSE : QUOTED);
  let best: Candidate | undefined;
  let { least } = opts;
  for (const { proposal, worth: promised } of proposals) {
    if (amountIn >= COARSE && promised < Number(least) * NEAR) break;
    const candidate = exactRoute(proposal, amountIn);
    if (candidate === undefined || worth(candidate, legCost) <= least) continue;
    best = candidate;
    least = worth(candidate, legCost);
  }
  return best;
}

function whyIt(route: Route, direct: readonly Fill[]): RouteWhy {
  const single = route.kind === 'single';
  const next = single ? direct[1] : direct[0];
  if (next === undefined) return { reason: single ? 'only-route' : 'no-single-pool', gain: null, gainPpm: null };
  const gain = route.amountOut - next.quote.amountOut;
  const reason = route.kind === 'single' ? 'better-price' : (`${route.kind}-gain` as const);
  return { reason, gain, gainPpm: Number((gain * PPM) / route.amountOut) };
}

/**
 * The best route for an exact input over pool snapshots, with each venue's offer and the reason why the route won. It consumes the whole input,
 * has at most three hops, each over any number of pools, or two such paths in parallel, and fits one transaction. It never delivers less than the
 * best single pool, and is the same for the same snapshots in every process, whatever the order of `pools`. When no route fills the amount, the
 * result says why. Throws RangeError when amountIn is outside u64.
 */
export function bestRoute(opts: BestRouteOptions): RouteDecision {
  const { mintIn, mintOut, amountIn, legCost = 0n } = opts;
  assertU64(amountIn, 'amountIn');
  const graph = new PoolGraph(opts.pools, opts.clock);
  const direct = quoteDirect({ graph, mintIn, mintOut, amountIn });
  const [bestFill] = direct.fills;
  const single: Candidate | undefined = bestFill && { amountOut: bestFill.quote.amountOut, fills: [bestFill] };
  // If no single pool fills the amount, any route is better than none, whatever its legs cost.
  const least = single?.amountOut ?? -legCost * MOST_LEGS;
  const chosen = bestOfSeveral({ ...opts, graph, least }) ?? single;
  const venues = venueQuotes(direct, chosen?.amountOut ?? 0n);
  if (chosen === undefined) {
    const reason = noRouteReason(graph, [...direct.refusals, ...graph.refusals], opts);
    return { kind: 'no-route', mintIn, mintOut, amountIn, venues, reason, message: NO_ROUTE_MESSAGES[reason] };
  }
  const route = routeOfCandidate(chosen, opts);
  return { kind: 'route', mintIn, mintOut, amountIn, venues, route, why: whyIt(route, direct.fills) };
}
