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

/** What a pair stands at, as text where it is shown; undefined where it is not known (yet), or where the pair has no pool. */
export type PairStats = {
  readonly price: string | undefined;
  readonly changePpm: number | undefined;
  readonly high: string | undefined;
  readonly low: string | undefined;
  /** What each venue's pool of the pair trades at, before fees. */
  readonly venues: ReadonlyMap<VenueId, string>;
  /** How far the highest of the venues' prices lies above the lowest, basis points with one digit after the point. */
  readonly differenceBps: string | undefined;
};

/** How far the highest of several prices lies above the lowest, parts per million; undefined for fewer than two. */
function spreadPpm(prices: readonly Ratio[]): number | undefined {
  if (prices.length < 2) return undefined;
  return Math.max(...prices.flatMap((price) => prices.map((other) => deviationPpm(price, other))));
}

/** The index price with its day, and the venues' prices before fees with their difference. */
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
  // The day is asked for now and then; a record that was set since is in the price.
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
