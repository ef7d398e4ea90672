import { formatBasisPoints } from '../../core/amounts/format.ts';
import type { Ratio } from '../../core/amounts/ratio.ts';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import { indexPriceOf } from '../../core/market/indexPrices.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { Token } from '../../core/tokens/token.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import { changePpm, priceNumeralText } from './indexPrice.ts';
import { deviationPpm, priceText, venuePrice } from './midPrice.ts';
import type { Day } from './useDay.ts';

/** The figures of a pair, as text where they are displayed; undefined where unknown (yet), or where the pair has no pool. */
export type PairStats = {
  readonly price: string | undefined;
  readonly changePpm: number | undefined;
  readonly high: string | undefined;
  readonly low: string | undefined;
  /** The price of each venue's pool of the pair, before fees. */
  readonly venues: ReadonlyMap<VenueId, string>;
  /** The difference between the highest and the lowest of the venues' prices, basis points with one digit after the point. */
  readonly differenceBps: string | undefined;
};

/** The difference between the highest and the lowest of several prices, parts per million; undefined for fewer than two. */
function spreadPpm(prices: readonly Ratio[]): number | undefined {
  if (prices.length < 2) return undefined;
  return Math.max(...prices.flatMap((price) => prices.map((other) => deviationPpm(price, other))));
}

/** The index price with its change of the day, and the venues' prices before fees with their difference. */
export function pairStats(opts: {
  base: Token;
  quote: Token;
  index: IndexPrices | undefined;
  day: Day | undefined;
  market: Market | undefined;
  locale: string;
}): PairStats {
  const { base, quote, index, day, market, locale } = opts;
  const mints = { base: base.mint, quote: quote.mint };
  const price = index === undefined ? undefined : indexPriceOf(index, mints);
  const pools = market?.pools ?? [];
  const prices = VENUES.flatMap(({ id }) => {
    const ratio = venuePrice({ pools, venue: id, ...mints });
    return ratio === undefined ? [] : [{ id, ratio }];
  });
  const spread = spreadPpm(prices.map(({ ratio }) => ratio));
  const numeral = (text: string | undefined) =>
    text === undefined ? undefined : priceNumeralText({ price: text, locale });
  // The figures of the day are requested at intervals; a new high or low since then is taken from the price.
  const beyond = (text: string | undefined, which: 'high' | 'low') => {
    if (text === undefined || price === undefined) return text;
    const isBeyond = which === 'high' ? Number(price) > Number(text) : Number(price) < Number(text);
    return isBeyond ? price : text;
  };
  return {
    price: numeral(price),
    changePpm: price === undefined || day === undefined ? undefined : changePpm({ open: day.open, now: price }),
    high: numeral(beyond(day?.high, 'high')),
    low: numeral(beyond(day?.low, 'low')),
    venues: new Map(prices.map(({ id, ratio }) => [id, priceText({ ratio, base, quote, locale })])),
    differenceBps: spread === undefined ? undefined : formatBasisPoints({ ppm: spread, locale, fixed: true }),
  };
}
