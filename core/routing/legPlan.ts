import { ceilDiv } from '../pools/ceilDiv.ts';
import type { Mint } from '../tokens/token.ts';
import type { Leg, Route } from './route.ts';

/** A leg as its instruction says it: the program takes exactly `amountIn` and fails below `minOut`. Base units. */
export type PlannedLeg = Pick<Leg, 'venue' | 'pool' | 'mintIn' | 'mintOut' | 'amountIn'> & { readonly minOut: bigint };

/** How far a hop may fall short of its quote before the transaction fails, when another hop follows: parts of 10,000. */
export const HOP_TOLERANCE_BPS = 10;
const BPS = 10_000n;

/**
 * What a hop delivers to the next for sure, base units, rounded down. The next hop's input is fixed when the transaction is built and a token
 * account can't be overdrawn, so it is the quote less the tolerance; what comes in beyond it stays in the wallet (decision 18).
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
 * The legs of a route with bounds under which the transaction as a whole gives at least `minOut` (base units of the output) or fails: a failing
 * instruction undoes all. What is needed of a token is what later legs spend of it, of the last token `minOut`; each leg that buys the token is
 * bound to its share of that, rounded up, which is never above its quote. The bound of one leg is not lent to another, so the whole may fail
 * where the sum would have just sufficed; it is then quoted again. Throws RangeError for a bound above the quote, which would only fail.
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
