import { formatPercent } from '../../core/amounts/format.ts';
import type { Rate } from '../../core/order/trigger/rate.ts';
import type { TriggerSource } from '../../core/order/trigger/triggerTerms.ts';
import { paysBase } from '../market/typedPrice.ts';
import { distancesOf, type PriceDistance, type RateNow, sourceOf } from './distance.ts';
import { marketOf, rateText } from './marketPrice.ts';
import type { RestingTerms } from './restingPrices.ts';
import { bpsText, pricePhrase } from './restingWords.ts';

export const SOURCE_WORDS = {
  mid: 'Mid price',
  index: 'Index price',
  quote: 'Quote for the whole amount',
} as const satisfies Record<TriggerSource, string>;

type Shown = { readonly order: RestingTerms; readonly now: RateNow; readonly locale: string };

function nowText(order: RestingTerms, now: Rate, locale: string): string {
  const price = rateText(now, marketOf(order), locale);
  const source = sourceOf(order);
  return source === 'quote' ? `Your size would get ${price} now` : `${SOURCE_WORDS[source]} ${price} now`;
}

function away({ ppm }: PriceDistance, locale: string): string {
  return formatPercent({ ppm, locale });
}

const NO_ROUTE = 'The pools do not fill your size now';

/** The distance of an order from its execution, for a line of a list: `Your size would get 149.80 now, 0.8% away`. */
export function shortDistance({ order, now, locale }: Shown): string {
  if (now === 'no route') return NO_ROUTE;
  const head = nowText(order, now, locale);
  const distances = distancesOf(order, now);
  if (distances.length === 0) return `${head}, at most ${bpsText(order.trigger?.trail?.bps ?? 0, locale)} away`;
  if (distances.some(({ isReached }) => isReached)) return `${head}, reached`;
  return `${head}, ${distances.map((one) => away(one, locale)).join(' and ')} away`;
}

/** The same as sentences, with what was asked for. */
export function longDistance({ order, now, locale }: Shown): string {
  if (now === 'no route') return `${NO_ROUTE}; it waits until they do.`;
  const head = nowText(order, now, locale);
  const market = marketOf(order);
  const distances = distancesOf(order, now);
  const [first] = distances;
  if (first === undefined) {
    const { bps = 0 } = order.trigger?.trail ?? {};
    const best = paysBase(market) ? 'below the highest' : 'above the lowest';
    return `${head}. It fires ${bpsText(bps, locale)} ${best} price since it was placed: at most ${bpsText(bps, locale)} away.`;
  }
  if (first.role === 'limit') {
    const asked = rateText(first.rate, market, locale);
    return `${head}, you asked ${asked} (${first.isReached ? 'reached' : `${away(first, locale)} away`}).`;
  }
  if (first.role === 'bound') {
    const bound = rateText(first.rate, market, locale);
    return `${head}; it fired, and is executed at ${bound} or better (${first.isReached ? 'reached' : `${away(first, locale)} away`}).`;
  }
  const parts = distances.map((one) => {
    const how = one.isReached ? 'reached' : `${away(one, locale)} away`;
    return `${pricePhrase(one, market, locale)} (${how})`;
  });
  return `${head}. It fires at ${parts.join(', and at ')}.`;
}
