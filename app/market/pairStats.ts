import { formatBasisPoints } from '../../core/amounts/format.ts';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import { indexPriceOf } from '../../core/market/indexPrices.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { Token } from '../../core/tokens/token.ts';
import { changePpm, priceNumeralText } from './indexPrice.ts';
import { deviationPpm, priceText, venuePrice } from './midPrice.ts';
import type { Day } from './useDay.ts';

/** What a pair stands at, as text where it is shown; undefined where it is not known (yet), or where the pair has no pool. */
export type PairStats = {
  readonly price: string | undefined;
  readonly changePpm: number | undefined;
  readonly high: string | undefined;
  readonly low: string | undefined;
  readonly raydium: string | undefined;
  readonly meteora: string | undefined;
  /** Meteora's price against Raydium's, signed basis points. */
  readonly differenceBps: string | undefined;
};

/** A signed difference in basis points with one digit after the point. */
function signedBps(ppm: number, locale: string): string {
  const text = formatBasisPoints({ ppm: Math.abs(ppm), locale, fixed: true });
  return Math.abs(ppm) < 5 ? text : `${ppm > 0 ? '+' : '−'}${text}`;
}

/** The index price with its day, and both venues' prices before fees with their difference. */
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
  const at = (venue: 'raydium' | 'meteora') =>
    market === undefined ? undefined : venuePrice({ pools: market.pools, venue, ...mints });
  const [raydium, meteora] = [at('raydium'), at('meteora')];
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
    raydium: raydium && priceText({ ratio: raydium, base, quote, locale }),
    meteora: meteora && priceText({ ratio: meteora, base, quote, locale }),
    differenceBps:
      raydium === undefined || meteora === undefined ? undefined : signedBps(deviationPpm(meteora, raydium), locale),
  };
}
