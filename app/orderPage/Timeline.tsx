'use client';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { attemptText, FAILURE_WORDS, STATUS_TONES, STATUS_WORDS, type StatusTone } from '../order/statusWords.ts';
import { kindRests } from '../resting/rests.ts';
import { ClockIcon, WarningIcon } from '../ui/icons.tsx';
import { duration, exactClockTime } from '../ui/instant.ts';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useNow } from '../ui/useNow.ts';
import { StepNote } from './StepNote.tsx';
import { type TimelineRow, timelineRows } from './timelineRows.ts';

/** Interval in which the running step's time is updated. */
const TICK_MS = 100;
/** The same for an order that rests. */
const SLOW_TICK_MS = 1_000;

/** Every committed step with its time and duration; the time of the running step counts up, a back-off counts down. */
export function Timeline({ events }: { events: readonly OrderEventView[] }) {
  const locale = useLocale();
  const last = events.at(-1);
  const open = last !== undefined && !isFinal(last.status);
  const terms = events.find((event) => event.status === 'pending')?.data;
  const rests = last?.status === 'pending' && kindRests(last.data);
  const now = useNow(open ? (rests ? SLOW_TICK_MS : TICK_MS) : undefined);
  const rows = timelineRows({ events, now });
  const end = rows.at(-1);
  const whole = end === undefined ? 0 : end.since + (end.took ?? 0);
  return (
    <Panel
      title="Timeline"
      aside={
        <span className="text-2xs text-muted">
          {duration({ ms: whole, locale })} {open ? 'so far' : 'in all'}
        </span>
      }
      bodyClassName="p-4"
    >
      <ol aria-label="Timeline" className="flex flex-col">
        {rows.map((row, i) => (
          <Entry key={row.event.seq} row={row} terms={terms} whole={whole} isLast={i === rows.length - 1} />
        ))}
      </ol>
    </Panel>
  );
}

const DOT = {
  busy: 'bg-good',
  good: 'bg-good',
  bad: 'rotate-45 rounded-none bg-bad',
  note: 'rotate-45 rounded-none bg-muted',
} as const satisfies Record<StatusTone, string>;

type EntryProps = {
  row: TimelineRow;
  /** Of the order; undefined while its first event is missing. */
  terms: Parameters<typeof StepNote>[0]['terms'];
  whole: number;
  isLast: boolean;
};

function Entry({ row, terms, whole, isLast }: EntryProps) {
  const { event, running } = row;
  const locale = useLocale();
  const retry = event.status === 'routing' ? event.data.retry : null;
  const isRest = event.status === 'pending' && kindRests(event.data);
  const dot = running
    ? `bg-accent ${isRest ? '' : 'pulse-soft'}`
    : retry === null
      ? DOT[STATUS_TONES[event.status]]
      : 'rotate-45 rounded-none bg-warn';
  return (
    <li aria-current={running ? 'step' : undefined} className="grid grid-cols-[0.75rem_minmax(0,1fr)_auto] gap-x-3">
      <span aria-hidden="true" className="flex flex-col items-center pt-1.5">
        <span className={`size-2 rounded-full ${dot}`} />
        {!isLast && <span className="mt-1 w-px flex-1 bg-line" />}
      </span>
      <div className={isLast ? '' : 'pb-3'}>
        <p className="font-medium">
          {isRest ? 'Waiting' : STATUS_WORDS[event.status]}
          {event.attempt > 1 && !isRest && terms !== undefined && (
            <span className="pl-2 text-2xs font-normal text-warn">{attemptText(terms, event.attempt)}</span>
          )}
        </p>
        {retry === null ? (
          <StepNote event={event} terms={terms} />
        ) : (
          <div className="mt-1 flex flex-col gap-1 rounded-md bg-warn-soft px-2 py-1.5 text-2xs">
            <p className="flex gap-1.5 text-ink">
              <WarningIcon className="size-3.5 text-warn" />
              <span>
                {FAILURE_WORDS[retry.failure.code]}: {retry.failure.message}
              </span>
            </p>
            {row.pause !== undefined && <Pause attempt={event.attempt} pause={row.pause} running={running} />}
          </div>
        )}
        {whole > 0 && <Span row={row} whole={whole} />}
      </div>
      <div className="text-right">
        <time dateTime={event.at}>{exactClockTime({ iso: event.at, locale })}</time>
        <p className={`text-2xs ${running ? 'text-accent' : 'text-muted'}`}>
          {row.took === undefined ? '' : `${running ? 'for' : 'took'} ${duration({ ms: row.took, locale })}`}
        </p>
      </div>
    </li>
  );
}

function Pause(props: { attempt: number; pause: { total: number; left: number }; running: boolean }) {
  const { attempt, pause, running } = props;
  const locale = useLocale();
  return (
    <p className="flex gap-1.5 text-muted">
      <ClockIcon className="size-3.5 text-warn" />
      {running && pause.left > 0
        ? `Attempt ${attempt} begins in ${duration({ ms: pause.left, locale })}.`
        : `Attempt ${attempt} began after a pause of ${duration({ ms: pause.total, locale })}.`}
    </p>
  );
}

/** The step's part of the order's whole time, which the figures beside it show too. */
function Span({ row, whole }: { row: TimelineRow; whole: number }) {
  if (row.took === undefined) return null;
  const left = (row.since / whole) * 100;
  const width = (row.took / whole) * 100;
  return (
    <span aria-hidden="true" className="relative mt-1.5 block h-0.75 overflow-hidden rounded-full bg-line/60">
      <span
        className={`absolute inset-y-0 min-w-0.5 rounded-full ${row.running ? 'bg-accent' : row.pause === undefined ? 'bg-good/70' : 'bg-warn/70'}`}
        style={{ left: `${Math.min(left, 99)}%`, width: `${width}%` }}
      />
    </span>
  );
}
