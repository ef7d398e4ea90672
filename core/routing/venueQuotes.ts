import type { PoolBase, SwapQuote } from '../pools/all/pool.ts';
import { VENUES, venueOf } from '../pools/all/poolKinds.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import { PoolRefusal, refusalFor } from '../pools/poolRefusal.ts';
import type { Mint } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';
import type { Fill } from './exactRoute.ts';
import type { PoolGraph, Refused } from './poolGraph.ts';
import type { VenueQuote } from './route.ts';

const PPM = 1_000_000n;

/** The fill of each pool of the pair for the whole amount, best first, and the refusals of the other pools. */
export type DirectQuotes = { readonly fills: readonly Fill[]; readonly refusals: readonly Refused[] };

function shortOfLiquidity(pool: PoolBase, quote: SwapQuote, amountIn: bigint): PoolRefusal {
  const message = `liquidity ends after ${quote.amountIn} of ${amountIn} base units`;
  return refusalFor({ math: mathOf(pool), reason: 'no-liquidity', message });
}

/** Quotes an amount on every pool of a pair. Equal fills stay in the order of their pools' addresses. */
export function quoteDirect(opts: { graph: PoolGraph; mintIn: Mint; mintOut: Mint; amountIn: bigint }): DirectQuotes {
  const { graph, mintIn, mintOut, amountIn } = opts;
  const fills: Fill[] = [];
  const { pools } = graph.hop(mintIn, mintOut);
  const refusals = [...graph.refusals];
  for (const { curve } of pools) {
    try {
      const quote = curve.quote(amountIn);
      if (quote.amountIn < amountIn) throw shortOfLiquidity(curve.pool, quote, amountIn);
      fills.push({ curve, quote });
    } catch (error) {
      if (!(error instanceof PoolRefusal)) throw error;
      refusals.push({ pool: curve.pool, refusal: error });
    }
  }
  fills.sort((a, b) => (a.quote.amountOut < b.quote.amountOut ? 1 : a.quote.amountOut > b.quote.amountOut ? -1 : 0));
  return { fills, refusals };
}

function lostByPpm(won: bigint, amountOut: bigint): number {
  return won <= amountOut ? 0 : Number(((won - amountOut) * PPM + won - 1n) / won);
}

function filledQuote({ curve, quote }: Fill, venue: VenueId, won: bigint): VenueQuote {
  const { amountOut, fee, feeMint } = quote;
  return {
    kind: 'filled',
    venue,
    pool: curve.pool.address,
    amountOut,
    fee,
    feeMint,
    priceImpactPpm: curve.priceImpactPpm(quote),
    lostByPpm: lostByPpm(won, amountOut),
  };
}

function refusedQuote({ pool, refusal }: Refused, venue: VenueId): VenueQuote {
  const { code, reason, message } = refusal;
  return { kind: 'refused', venue, pool: pool.address, code, reason, message };
}

/**
 * The quote of the best direct pool of each venue that has one, or why it has none. `won` is the output of the chosen route, 0 without one: every
 * venue has refused then.
 */
export function venueQuotes(direct: DirectQuotes, won: bigint): VenueQuote[] {
  const quotes = new Map<VenueId, VenueQuote>();
  for (const fill of direct.fills) {
    const venue = venueOf(fill.curve.pool);
    if (!quotes.has(venue)) quotes.set(venue, filledQuote(fill, venue, won));
  }
  for (const refused of direct.refusals) {
    const venue = venueOf(refused.pool);
    if (!quotes.has(venue)) quotes.set(venue, refusedQuote(refused, venue));
  }
  return VENUES.flatMap(({ id }) => quotes.get(id) ?? []);
}
