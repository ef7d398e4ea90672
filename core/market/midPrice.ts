import type { Ratio } from '../amounts/ratio.ts';
import type { Pool } from '../pools/all/pool.ts';
import { kindOf, venueOf } from '../pools/all/poolKinds.ts';
import { type Mint, SOL, USDC } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';

type Pair = { readonly pools: readonly Pool[]; readonly base: Mint; readonly quote: Mint };

function inverted(ratio: Ratio): Ratio | undefined {
  return ratio.numerator === 0n ? undefined : { numerator: ratio.denominator, denominator: ratio.numerator };
}

/** A pool's price of `base` in `quote` before fees; undefined when the pool does not trade them, or is empty. */
function poolPrice(pool: Pool, pair: { readonly base: Mint; readonly quote: Mint }): Ratio | undefined {
  const straight = pool.mintX === pair.base && pool.mintY === pair.quote;
  if (!straight && (pool.mintY !== pair.base || pool.mintX !== pair.quote)) return undefined;
  const price = kindOf(pool).midPrice(pool);
  return price === undefined || straight ? price : inverted(price);
}

/** Digits of a ratio kept when ratios are multiplied: far more than any shown. */
const SCALE = 10n ** 30n;

function product(left: Ratio, right: Ratio): Ratio {
  const scaled = (left.numerator * right.numerator * SCALE) / (left.denominator * right.denominator);
  return { numerator: scaled, denominator: SCALE };
}

/** The mean of prices, exactly. */
function mean(prices: readonly Ratio[]): Ratio | undefined {
  const [first, ...rest] = prices;
  if (first === undefined) return undefined;
  const sum = rest.reduce(
    (left, right) => ({
      numerator: left.numerator * right.denominator + right.numerator * left.denominator,
      denominator: left.denominator * right.denominator,
    }),
    first,
  );
  return { numerator: sum.numerator, denominator: sum.denominator * BigInt(prices.length) };
}

function directPrice({ pools, ...pair }: Pair): Ratio | undefined {
  return mean(pools.flatMap((pool) => poolPrice(pool, pair) ?? []));
}

/** A venue's price of `base` in `quote`, the mean of its pools of the pair; undefined when it has none. */
export function venuePrice({ venue, ...pair }: Pair & { readonly venue: VenueId }): Ratio | undefined {
  return directPrice({ ...pair, pools: pair.pools.filter((pool) => venueOf(pool) === venue) });
}

/** The mean price of `base` in `quote` over all pools of the pair, before fees; for a pair without pools, through SOL or USDC. */
export function midPrice(pair: Pair): Ratio | undefined {
  const direct = directPrice(pair);
  if (direct !== undefined) return direct;
  for (const hub of [SOL.mint, USDC.mint]) {
    if (hub === pair.base || hub === pair.quote) continue;
    const first = directPrice({ ...pair, quote: hub });
    const second = directPrice({ ...pair, base: hub });
    if (first !== undefined && second !== undefined) return product(first, second);
  }
  return undefined;
}
