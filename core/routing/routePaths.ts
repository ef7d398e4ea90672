import type { Mint } from '../tokens/token.ts';
import type { Leg, RouteKind } from './route.ts';

/** The parallel legs of a route between the same two tokens. Amounts are sums over the legs, base units. */
export type RouteHop<L> = {
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly legs: readonly L[];
};

/** One path from a route's first token to its last: its hops in order. */
export type RoutePath<L> = readonly RouteHop<L>[];

type Ends = Pick<Leg, 'mintIn' | 'mintOut' | 'amountIn' | 'amountOut'>;

function hopsOf<L extends Ends>(legs: readonly L[]): RouteHop<L>[] {
  const hops: { mintIn: Mint; mintOut: Mint; amountIn: bigint; amountOut: bigint; legs: L[] }[] = [];
  for (const leg of legs) {
    const hop = hops.find(({ mintIn, mintOut }) => mintIn === leg.mintIn && mintOut === leg.mintOut);
    if (hop === undefined) {
      const { mintIn, mintOut, amountIn, amountOut } = leg;
      hops.push({ mintIn, mintOut, amountIn, amountOut, legs: [leg] });
    } else {
      hop.amountIn += leg.amountIn;
      hop.amountOut += leg.amountOut;
      hop.legs.push(leg);
    }
  }
  return hops;
}

/**
 * Derives the paths of a route from its legs: each hop that spends the first token begins a path, which ends at the last token. Parallel paths
 * share no intermediate token, so each intermediate token has exactly one next hop.
 */
export function routePaths<L extends Ends>(route: {
  readonly mintIn: Mint;
  readonly legs: readonly L[];
}): RoutePath<L>[] {
  const hops = hopsOf(route.legs);
  return hops
    .filter((hop) => hop.mintIn === route.mintIn)
    .map((first) => {
      const path = [first];
      for (;;) {
        const reached = path[path.length - 1]?.mintOut;
        const next = hops.find((hop) => hop.mintIn === reached && !path.includes(hop));
        if (next === undefined) return path;
        path.push(next);
      }
    });
}

/** The kind of a route with these paths. Throws RangeError without a path. */
export function routeKindOf(paths: readonly RoutePath<unknown>[]): RouteKind {
  const [path] = paths;
  if (path === undefined) throw new RangeError('a route has legs');
  if (paths.length > 1) return 'parallel';
  if (path.length > 1) return path.length === 2 ? 'two-hop' : 'three-hop';
  return path[0]?.legs.length === 1 ? 'single' : 'split';
}
