import type { Rate } from '../../../core/order/trigger/rate.ts';
import { conditionMet } from '../../../core/order/trigger/triggerRules.ts';
import type { TriggerSource } from '../../../core/order/trigger/triggerTerms.ts';
import { priceText } from '../../market/midPrice.ts';
import { priceOfRate, reversed } from '../../market/typedPrice.ts';
import { misplaced } from './misplaced.ts';
import { type Rates, SOURCE_WORDS } from './rates.ts';
import { isMetNow, type RestingOrder } from './restingOrder.ts';

/**
 * Why the exit of a bracket order is a mistake: its prices are the wrong way round, or on the wrong side of the entry price, or the entry is executed at
 * once and the exit would be with it. In words; undefined when it is none, and for an order without an exit.
 */
export function exitObstacle(order: RestingOrder, rates: Rates): string | undefined {
  const { exit } = order;
  if (exit === null) return undefined;
  const { trigger } = exit;
  const pair = reversed(order.pair);
  const now = isMetNow(order, rates) ? rates[watchedBy(trigger.source)] : undefined;
  return (
    misplaced({ trigger, pair, rate: inverse(entryRate(order)), rateWords: 'the entry price' }) ??
    misplaced({ trigger, pair, rate: now && inverse(now), rateWords: 'the market' })
  );
}

/**
 * What the trader should know of an exit that rests: the price that it watches differs from the entry price by fees and price impact, and may be past one of its
 * prices when the entry is executed. An estimate by the present difference; undefined when neither price is past.
 */
export function exitWarning(order: RestingOrder, rates: Rates, locale: string): string | undefined {
  const { exit, pair } = order;
  const rate = exit && rateAtEntry(order, rates);
  if (!exit || !rate) return undefined;
  const met = conditionMet(exit.trigger, inverse(rate), undefined);
  if (met === undefined) return undefined;
  const watched = SOURCE_WORDS[watchedBy(exit.trigger.source)].of;
  const price = priceText({ ratio: priceOfRate(rate, pair), ...pair, locale });
  return `At this size, with fees and price impact, ${watched} is near ${price} ${pair.quote.symbol} when the entry is executed: the ${met === 'stop' ? 'stop' : 'take profit'} would fire at once.`;
}

/** The rate that the exit would watch when the entry is executed, in the entry's direction. */
function rateAtEntry(order: RestingOrder, rates: Rates): Rate | undefined {
  const watched = order.exit ? rates[watchedBy(order.exit.trigger.source)] : undefined;
  if (watched === undefined || rates.quote === undefined) return undefined;
  const entry = entryRate(order);
  return {
    numerator: entry.numerator * watched.numerator * rates.quote.denominator,
    denominator: entry.denominator * watched.denominator * rates.quote.numerator,
  };
}

/** The quote of the exit's own direction is not known before the entry is executed; the mid price stands for it. */
function watchedBy(source: TriggerSource): 'mid' | 'index' {
  return source === 'index' ? 'index' : 'mid';
}

function entryRate({ amountIn, minOut }: RestingOrder): Rate {
  return { numerator: minOut ?? 1n, denominator: amountIn };
}

function inverse({ numerator, denominator }: Rate): Rate {
  return { numerator: denominator, denominator: numerator };
}
