'use client';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { rateOf } from '../../core/order/trigger/rate.ts';
import { FAILURE_WORDS, STATUS_MEANING } from '../order/statusWords.ts';
import { SOURCE_WORDS } from '../resting/distanceWords.ts';
import { marketOf, rateText } from '../resting/marketPrice.ts';
import { expiredText, termsText, waitingText } from '../resting/restingWords.ts';
import { kindRests } from '../resting/rests.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { dateAndTime } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import { FIRED_WORDS } from './FiredFacts.tsx';

type Terms = Extract<OrderEventView, { status: 'pending' }>['data'];

/** What a step of an order means: that of its status, and for an order that rests, what it waits for, why it fired, or why it waits again. */
export function StepNote({ event, terms }: { event: OrderEventView; terms: Terms | undefined }) {
  const locale = useLocale();
  if (event.status === 'pending' && kindRests(event.data)) return <RestNote event={event} />;
  if (event.status === 'routing' && event.data.fired !== null && terms !== undefined) {
    const { by, source, observed, slot } = event.data.fired;
    const price = rateText(rateOf(observed), marketOf(terms), locale);
    return (
      <Muted>
        {FIRED_WORDS[by]}: {SOURCE_WORDS[source].toLowerCase()} {price} in slot {slot.toLocaleString(locale)}.
      </Muted>
    );
  }
  if (event.status === 'expired') {
    const { missed } = event.data;
    return <Muted>{expiredText(missed === null ? undefined : FAILURE_WORDS[missed.code])}</Muted>;
  }
  return <Muted>{STATUS_MEANING[event.status]}</Muted>;
}

function RestNote({ event }: { event: Extract<OrderEventView, { status: 'pending' }> }) {
  const locale = useLocale();
  const { data, seq } = event;
  if (seq === 1) return <Muted>{waitingText({ ...data, fired: null }, locale)}; the amount is held.</Muted>;
  if (data.missed === null) {
    return (
      <Muted>
        Amended to {termsText(data, locale)}, until {dateAndTime({ iso: data.validUntil, locale })}.
      </Muted>
    );
  }
  return (
    <p className="mt-1 flex gap-1.5 rounded-md bg-warn-soft px-2 py-1.5 text-2xs text-ink">
      <WarningIcon className="size-3.5 text-warn" />
      <span>Missed: {FAILURE_WORDS[data.missed.code].toLowerCase()}. Nothing was executed; it waits again.</span>
    </p>
  );
}

function Muted({ children }: { children: React.ReactNode }) {
  return <p className="text-2xs text-muted">{children}</p>;
}
