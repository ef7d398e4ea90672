import { binPrice, Q64_BITS } from '../pools/dlmmPrice.ts';
import type { Pool, Venue } from '../pools/pool.ts';
import { type Mint, SOL, USDC } from '../tokens/token.ts';

/** A price as an exact quotient: base units of the quote token for base units of the base token. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

/** What a venue's pool trades at right now before fees: Y per X. */
function poolPrice(pool: Pool): Ratio | undefined {
  if (pool.venue === 'meteora') {
    return { numerator: binPrice(pool.parameters.binStep, pool.activeId), denominator: 1n << Q64_BITS };
  }
  return pool.reserveX === 0n ? undefined : { numerator: pool.reserveY, denominator: pool.reserveX };
}

function inverted(ratio: Ratio): Ratio | undefined {
  return ratio.numerator === 0n ? undefined : { numerator: ratio.denominator, denominator: ratio.numerator };
}

/** The venue's price of `base` in `quote`; undefined when it has no pool for the pair. */
export function venuePrice(opts: { pools: readonly Pool[]; venue: Venue; base: Mint; quote: Mint }): Ratio | undefined {
  for (const pool of opts.pools) {
    if (pool.venue !== opts.venue) continue;
    const price = poolPrice(pool);
    if (price === undefined) continue;
    if (pool.mintX === opts.base && pool.mintY === opts.quote) return price;
    if (pool.mintY === opts.base && pool.mintX === opts.quote) return inverted(price);
  }
  return undefined;
}

/** Digits of a ratio kept when ratios are multiplied: far more than any shown. */
const SCALE = 10n ** 30n;

function product(left: Ratio, right: Ratio): Ratio {
  const scaled = (left.numerator * right.numerator * SCALE) / (left.denominator * right.denominator);
  return { numerator: scaled, denominator: SCALE };
}

function average(left: Ratio | undefined, right: Ratio | undefined): Ratio | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: 2n * left.denominator * right.denominator,
  };
}

type Pair = { readonly pools: readonly Pool[]; readonly base: Mint; readonly quote: Mint };

function directPrice(pair: Pair): Ratio | undefined {
  return average(venuePrice({ ...pair, venue: 'raydium' }), venuePrice({ ...pair, venue: 'meteora' }));
}

/** The price of `base` in `quote` between both venues, before fees; of a pair without pools, through SOL or USDC. */
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
