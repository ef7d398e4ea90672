import { venueOf } from '../pools/all/poolKinds.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import { shortfallPpm } from '../pools/poolCurve.ts';
import type { Mint } from '../tokens/token.ts';
import type { Candidate, Fill } from './exactRoute.ts';
import type { Leg, Route } from './route.ts';
import { type RouteHop, type RoutePath, routeKindOf, routePaths } from './routePaths.ts';

const PPM = 1_000_000n;

function legOf({ curve, quote }: Fill): Leg {
  return {
    venue: venueOf(curve.pool),
    pool: curve.pool.address,
    mintIn: curve.mintIn,
    mintOut: curve.mintOut,
    amountIn: quote.amountIn,
    amountOut: quote.amountOut,
    fee: quote.fee,
    feeMint: quote.feeMint,
    computeUnits: mathOf(curve.pool).computeUnits(quote).asked,
    priceImpactPpm: curve.priceImpactPpm(quote),
  };
}

type FilledLeg = Leg & { readonly fill: Fill };

function hopImpactPpm(hop: RouteHop<FilledLeg>): number {
  const [only, second] = hop.legs;
  if (only !== undefined && second === undefined) return only.priceImpactPpm;
  const ideal = hop.legs.reduce(
    (sum, { fill: { curve, quote } }) =>
      sum + curve.outAtMidPrice(curve.mintIn === quote.feeMint ? quote.amountIn - quote.fee : quote.amountIn),
    0n,
  );
  return shortfallPpm(ideal, hop.amountOut);
}

/** The part of the output at mid prices that remains after the price impact of all hops of a path: parts per million, rounded up. */
function keptPpm(path: RoutePath<FilledLeg>): bigint {
  return path.reduce((kept, hop) => (kept * (PPM - BigInt(hopImpactPpm(hop))) + PPM - 1n) / PPM, PPM);
}

function impactPpm(paths: readonly RoutePath<FilledLeg>[]): number {
  const [only, second] = paths;
  if (only !== undefined && second === undefined) return Number(PPM - keptPpm(only));
  let [ideal, given] = [0n, 0n];
  for (const path of paths) {
    const out = path[path.length - 1]?.amountOut ?? 0n;
    const kept = keptPpm(path);
    given += out;
    ideal += kept === 0n ? out : (out * PPM) / kept;
  }
  return shortfallPpm(ideal, given);
}

/** The route that executes a candidate. */
export function routeOfCandidate(
  candidate: Candidate,
  swap: { readonly mintIn: Mint; readonly mintOut: Mint; readonly amountIn: bigint },
): Route {
  const { mintIn, mintOut, amountIn } = swap;
  const { amountOut, fills } = candidate;
  const filled = fills.map((fill) => ({ ...legOf(fill), fill }));
  const paths = routePaths({ mintIn, legs: filled });
  return {
    kind: routeKindOf(paths),
    mintIn,
    mintOut,
    amountIn,
    amountOut,
    priceImpactPpm: impactPpm(paths),
    legs: filled.map(({ fill, ...leg }) => leg),
  };
}
