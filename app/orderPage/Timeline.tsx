'use client';
import { MAX_ATTEMPTS } from '../../core/order/lifecycle.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { FAILURE_WORDS, STATUS_MEANING, STATUS_WORDS } from '../blotter/statusWords.ts';
import { duration, exactClockTime, msBetween } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** Every committed step with its time and how long it took after the one before. */
export function Timeline({ events }: { events: readonly OrderEventView[] }) {
  return (
    <Panel title="Timeline" bodyClassName="p-4">
      <ol aria-label="Timeline" className="flex flex-col">
        {events.map((event, i) => (
          <Entry key={event.seq} event={event} before={events[i - 1]} isLast={i === events.length - 1} />
        ))}
      </ol>
    </Panel>
  );
}

const DOT = {
  pending: 'bg-good',
  routing: 'bg-good',
  building: 'bg-good',
  submitted: 'bg-good',
  confirmed: 'bg-good',
  failed: 'rotate-45 rounded-none bg-bad',
} as const;

function Entry(props: { event: OrderEventView; before: OrderEventView | undefined; isLast: boolean }) {
  const { event, before, isLast } = props;
  const locale = useLocale();
  const retry = event.status === 'routing' ? event.data.retry : null;
  const isEnd = event.status === 'confirmed' || event.status === 'failed';
  return (
    <li className="grid grid-cols-[0.75rem_minmax(0,1fr)_auto] gap-x-3">
      <span aria-hidden="true" className="flex flex-col items-center pt-1.5">
        <span
          className={`size-2 rounded-full ${retry === null ? DOT[event.status] : 'rotate-45 rounded-none bg-warn'} ${isLast && !isEnd ? 'pulse-soft' : ''}`}
        />
        {!isLast && <span className="mt-1 w-px flex-1 bg-line" />}
      </span>
      <div className="pb-3">
        <p className="font-medium">
          {STATUS_WORDS[event.status]}
          {event.attempt > 1 && (
            <span className="pl-2 text-2xs font-normal text-warn">
              attempt {event.attempt} of {MAX_ATTEMPTS}
            </span>
          )}
        </p>
        <p className="text-2xs text-muted">
          {retry === null ? (
            STATUS_MEANING[event.status]
          ) : (
            <>
              {FAILURE_WORDS[retry.failure.code]}: {retry.failure.message}
              {retry.nextRunAt !== null &&
                ` The next attempt begins after a pause of ${duration({ ms: msBetween(event.at, retry.nextRunAt), locale })}.`}
            </>
          )}
        </p>
      </div>
      <div className="text-right">
        <time dateTime={event.at}>{exactClockTime({ iso: event.at, locale })}</time>
        <p className="text-2xs text-faint">
          {before === undefined ? '' : `after ${duration({ ms: msBetween(before.at, event.at), locale })}`}
        </p>
      </div>
    </li>
  );
}
