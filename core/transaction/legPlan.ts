import type { Leg, Route } from '../routing/route.ts';

/** A leg as its instruction says it: the program takes exactly `amountIn` and fails below `minOut`. Base units. */
export type PlannedLeg = Pick<Leg, 'venue' | 'pool' | 'mintIn' | 'mintOut' | 'amountIn'> & { readonly minOut: bigint };

/** How far the first leg of a two-hop route may fall short of its quote before the transaction fails, at most: parts of 10,000. */
const HOP_TOLERANCE_BPS = 10n;
const BPS = 10_000n;

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

function atLeastOne(amount: bigint): bigint {
  return amount > 0n ? amount : 1n;
}

/** Each leg's bound is its share of the whole bound, rounded up: the sum is never below it, and no leg's bound is above its quote. */
function planSideBySide(route: Route, minOut: bigint): PlannedLeg[] {
  return route.legs.map(({ venue, pool, mintIn, mintOut, amountIn, amountOut }) => ({
    venue,
    pool,
    mintIn,
    mintOut,
    amountIn,
    minOut: atLeastOne(ceilDiv(amountOut * minOut, route.amountOut)),
  }));
}

/**
 * The second instruction's input is fixed when the transaction is built, and a token account can't be overdrawn: it has to be what the
 * first leg gives for sure, its bound. That is the quote less half of the slack between quote and bound, at most 10 bps; what the first
 * leg gives beyond it stays in the wallet as a residue of the token between. The other half of the slack is left to the second leg.
 */
function planInARow(route: Route, minOut: bigint): PlannedLeg[] {
  const [first, second] = route.legs;
  if (first === undefined || second === undefined) throw new RangeError('a two-hop route needs two legs');
  const slackBps = route.amountOut > minOut ? ((route.amountOut - minOut) * BPS) / route.amountOut : 0n;
  const half = slackBps / 2n;
  const tolerance = half < HOP_TOLERANCE_BPS ? half : HOP_TOLERANCE_BPS;
  const between = atLeastOne((first.amountOut * (BPS - tolerance)) / BPS);
  const plan = ({ venue, pool, mintIn, mintOut }: Leg) => ({ venue, pool, mintIn, mintOut });
  return [
    { ...plan(first), amountIn: first.amountIn, minOut: between },
    { ...plan(second), amountIn: between, minOut: atLeastOne(minOut) },
  ];
}

/**
 * The legs of a route with bounds under which the transaction as a whole gives at least `minOut` (base units of the output) or fails:
 * a failing instruction undoes all. The bound of one leg of a split is not lent to the other, so the whole may fail where the sum
 * would have just sufficed; it is then quoted again. Throws RangeError for a bound above the quote, which would only fail.
 */
export function planLegs(opts: { readonly route: Route; readonly minOut: bigint }): readonly PlannedLeg[] {
  const { route, minOut } = opts;
  if (minOut > route.amountOut)
    throw new RangeError(`the bound ${minOut} is above the route's output ${route.amountOut}`);
  return route.kind === 'two-hop' ? planInARow(route, minOut) : planSideBySide(route, minOut);
}
