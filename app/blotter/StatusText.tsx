'use client';
import { isFinal, phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { attemptText, FAILURE_WORDS, STATUS_TONES, STATUS_WORDS } from '../order/statusWords.ts';
import { waitingText } from '../resting/restingWords.ts';
import { isResting, kindRests } from '../resting/rests.ts';
import { CheckIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';
import { duration, roughDuration } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import { useNow } from '../ui/useNow.ts';
import type { BlotterRow } from './blotterRow.ts';

const TICK_MS = 200;
const LONG_MS = 100_000;
const EXPIRY_TICK_MS = 10_000;

/** An order's status in words: the current step and since when, the pause before the next attempt, or how the order ended. */
export function StatusText({ order, sending }: Pick<BlotterRow, 'order' | 'sending'>) {
  if (sending === 'unanswered') {
    return <Words look="text-warn" text="No answer yet" more="sent again with the same key" />;
  }
  if (sending === 'old') return <Words look="text-warn" text="Never answered" more="send it again, or forget it" />;
  if (phaseOf(order.status) === 'ended') {
    const why = order.failure === null ? '' : FAILURE_WORDS[order.failure.code];
    return (
      <Words
        look={STATUS_TONES[order.status] === 'bad' ? 'text-bad' : 'text-muted'}
        text={STATUS_WORDS[order.status]}
        more={why}
        title={order.failure?.message}
      >
        <CrossIcon className="size-3.5" />
      </Words>
    );
  }
  if (isFinal(order.status)) {
    return (
      <Words
        look="text-good"
        text={STATUS_WORDS[order.status]}
        more={order.attempt > 1 ? attemptText(order, order.attempt) : ''}
      >
        <CheckIcon className="size-3.5" />
      </Words>
    );
  }
  return isResting(order) && sending === undefined ? <Waiting order={order} /> : <Underway order={order} />;
}

/** An order that rests, with the time that is left of it. */
function Waiting({ order }: { order: OrderView }) {
  const now = useNow(EXPIRY_TICK_MS);
  const locale = useLocale();
  const left = Date.parse(order.validUntil) - now;
  return (
    <Words look="text-ink" text={waitingText(order, locale)} more={`${roughDuration({ ms: left, locale })} left`}>
      <ClockIcon className="size-3.5 text-muted" />
    </Words>
  );
}

/** That an order rests, and what it waits for as its title. */
export function WaitingWord({ order }: { order: OrderView }) {
  const locale = useLocale();
  return (
    <Words look="text-ink" text="Waiting" more="" title={waitingText(order, locale)}>
      <ClockIcon className="size-3.5 text-muted" />
    </Words>
  );
}

/** When the execution of an order began: at its acceptance, or when its trigger fired. */
function begunAt(order: OrderView): string {
  if (!kindRests(order)) return order.acceptedAt;
  const fired = order.steps.findLast(
    ({ status }, i) => status === 'routing' && order.steps[i - 1]?.status === 'pending',
  );
  return fired?.at ?? order.acceptedAt;
}

/** The server's clock is known to within a second, so a duration could be negative; it is then 0. */
function Underway({ order }: { order: OrderView }) {
  const now = useNow(TICK_MS);
  const locale = useLocale();
  // A long wait needs no tenths, and there is no room for them beside the word.
  const text = (ms: number) =>
    duration({ ms: Math.floor(Math.max(0, ms) / 100) * 100, locale, fractionDigits: ms < LONG_MS ? 1 : 0 });
  const pause = order.nextRunAt === null ? 0 : Date.parse(order.nextRunAt) - now;
  if (pause > 0) {
    return <Words look="text-warn" text={capitalised(attemptText(order, order.attempt))} more={`in ${text(pause)}`} />;
  }
  const since = text(now - Date.parse(begunAt(order)));
  return (
    <Words
      look="text-accent"
      text={STATUS_WORDS[order.status]}
      more={order.attempt > 1 ? `${since}, ${attemptText(order, order.attempt)}` : since}
    />
  );
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Words(props: {
  look: string;
  text: string;
  more: string;
  title?: string | undefined;
  children?: React.ReactNode;
}) {
  const { look, text, more, title = more, children } = props;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={title}>
      <span className={`inline-flex shrink-0 items-center gap-1 font-medium ${look}`}>
        {children}
        {text}
      </span>
      {more !== '' && <span className="truncate text-2xs text-muted">{more}</span>}
    </span>
  );
}
