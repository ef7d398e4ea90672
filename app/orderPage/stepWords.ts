import { formatCount } from '../../core/amounts/format.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { rateOf } from '../../core/order/trigger/rate.ts';
import type { FiredBy } from '../../core/order/trigger/triggerTerms.ts';
import { FAILURE_WORDS, STATUS_MEANING } from '../order/statusWords.ts';
import { SOURCE_WORDS } from '../resting/distanceWords.ts';
import { marketOf, rateText } from '../resting/marketPrice.ts';
import { expiredText, termsText, waitingText } from '../resting/restingWords.ts';
import { kindRests } from '../resting/rests.ts';
import { dateAndTime } from '../ui/instant.ts';

/** Why a trigger fired. */
export const FIRED_WORDS = {
  limit: 'The quote for the whole amount reached the limit',
  stop: 'The stop was reached',
  takeProfit: 'The take profit was reached',
  trailingStop: 'The price fell back from its best by the trail',
} as const satisfies Record<FiredBy, string>;

type RestingEvent = Extract<OrderEventView, { status: 'pending' }>;

/** What a step of an order means, in a sentence; `warns` for an attempt that was missed. */
export type StepWords = { readonly text: string; readonly warns: boolean };

/**
 * The meaning of a step: that of its status, and for an order that rests, what it waits for, why it fired, or why it waits again. `terms` are those of the
 * order; undefined while its first event is missing.
 */
export function stepWords(opts: {
  event: OrderEventView;
  terms: RestingEvent['data'] | undefined;
  locale: string;
}): StepWords {
  const { event, terms, locale } = opts;
  const plain = (text: string) => ({ text, warns: false });
  if (event.status === 'pending' && kindRests(event.data)) return restWords(event, locale);
  if (event.status === 'routing' && event.data.fired !== null && terms !== undefined) {
    const { by, source, observed, slot } = event.data.fired;
    const seen = `${SOURCE_WORDS[source].toLowerCase()} ${rateText(rateOf(observed), marketOf(terms), locale)}`;
    return plain(`${FIRED_WORDS[by]}: ${seen} in slot ${formatCount({ value: slot, locale })}.`);
  }
  if (event.status === 'expired') {
    const { missed } = event.data;
    return plain(expiredText(missed === null ? undefined : FAILURE_WORDS[missed.code]));
  }
  return plain(STATUS_MEANING[event.status]);
}

function restWords({ data, seq }: RestingEvent, locale: string): StepWords {
  if (seq === 1) return { text: `${waitingText({ ...data, fired: null }, locale)}; the amount is held.`, warns: false };
  if (data.missed !== null) {
    const why = FAILURE_WORDS[data.missed.code].toLowerCase();
    return { text: `Missed: ${why}. Nothing was executed; it waits again.`, warns: true };
  }
  const until = dateAndTime({ iso: data.validUntil, locale });
  return { text: `Amended to ${termsText(data, locale)}, until ${until}.`, warns: false };
}
