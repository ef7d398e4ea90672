import { ceilDiv } from '../pools/ceilDiv.ts';
import type { Mint } from '../tokens/token.ts';
import type { Leg, Route } from './route.ts';

/** The amounts in a leg's instruction: the program takes exactly `amountIn` and fails below `minOut`. Base units. */
export type PlannedLeg = Pick<Leg, 'venue' | 'pool' | 'mintIn' | 'mintOut' | 'amountIn'> & { readonly minOut: bigint };

/** How far a hop may fall short of its quote before the transaction fails, when another hop follows: parts of 10,000. */
export const HOP_TOLERANCE_BPS = 10;
const BPS = 10_000n;

/**
 * The guaranteed input of the next hop, base units, rounded down. That input is fixed when the transaction is built, and a token account can't be
 * overdrawn, so it is the quote less the tolerance; any further output stays in the wallet (decision 18).
 */
export function deliveredToNextHop(amountOut: bigint): bigint {
  return (amountOut * (BPS - BigInt(HOP_TOLERANCE_BPS))) / BPS;
}

function sums(legs: readonly Leg[], of: (leg: Leg) => readonly [Mint, bigint]): Map<Mint, bigint> {
  const byMint = new Map<Mint, bigint>();
  for (const leg of legs) {
    const [mint, amount] = of(leg);
    byMint.set(mint, (byMint.get(mint) ?? 0n) + amount);
  }
  return byMint;
}

/**
 * The legs of a route with bounds that make the whole transaction deliver at least `minOut` (base units of the output) or fail: a failing
 * instruction undoes all. The needed amount of a token is what later legs spend of it; for the last token it is `minOut`. Each leg that buys the
 * token gets its share of the needed amount as its bound, rounded up, which is never above its quote. Legs do not share their bounds, so the
 * transaction may fail although the sum would just have sufficed; the next attempt quotes again. Throws RangeError for a bound above the quote,
 * which could only fail.
 */
export function planLegs(opts: { readonly route: Route; readonly minOut: bigint }): readonly PlannedLeg[] {
  const { route, minOut } = opts;
  if (minOut > route.amountOut)
    throw new RangeError(`the bound ${minOut} is above the route's output ${route.amountOut}`);
  const bought = sums(route.legs, (leg) => [leg.mintOut, leg.amountOut]);
  const needed = sums(route.legs, (leg) => [leg.mintIn, leg.amountIn]).set(route.mintOut, minOut);
  return route.legs.map(({ venue, pool, mintIn, mintOut, amountIn, amountOut }) => {
    const share = ceilDiv(amountOut * (needed.get(mintOut) ?? 0n), bought.get(mintOut) ?? 1n);
    return { venue, pool, mintIn, mintOut, amountIn, minOut: share > 0n ? share : 1n };
  });
}
