'use client';
import type { ReactNode } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import { useConnectionState, useDesk, useReconnectAttempt, useSession } from '../live/DeskContext.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { engineWarning, queueDepth } from './engineWarning.ts';
import { useSlotAge } from './useSlotAge.ts';
import { useSystemStatus } from './useSystemStatus.ts';

/** Seconds without a new slot after which the market data counts as old. */
const OLD_SECONDS = 5;

/** The connection, the age of the shown data, and the state of queue and workers. An unknown value is a dash. */
export default function StatusFigures() {
  const { status, roundTripMs } = useSystemStatus();
  const age = useSlotAge();
  const locale = useLocale();
  const warning = engineWarning(status);
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : formatCount({ value, locale });
  const isOld = age.slot !== undefined && age.seconds >= OLD_SECONDS;
  return (
    <>
      <ConnectionBadge />
      <Retry />
      <Figure
        name="Round trip"
        value={roundTripMs === undefined ? undefined : `${count(Math.max(1, Math.round(roundTripMs)))} ms`}
        className="max-lg:hidden"
      />
      <Figure name="Slot" value={count(age.slot)} className="max-sm:hidden" />
      <Figure
        name="Data"
        value={age.slot === undefined ? undefined : ageText(age.seconds)}
        warns={isOld}
        title="Time since the market data last changed"
      />
      <span role="status" className="ml-auto min-w-0 truncate font-medium text-warn">
        {warning !== undefined && (
          <>
            <WarningIcon className="mr-1.5 inline size-3.5 align-[-3px]" />
            {warning}
          </>
        )}
      </span>
      <Figure
        name="Queue"
        value={count(queueDepth(status))}
        title="Orders that wait for a worker or are being processed"
        className="max-sm:hidden"
      />
      <Figure
        name="Workers"
        value={count(status?.workers)}
        warns={status?.workers === 0}
        title="Worker processes that are alive"
        className="max-sm:hidden"
      />
    </>
  );
}

function ageText(seconds: number): string {
  if (seconds < 1) return 'under 1 s old';
  return seconds < 60 ? `${seconds} s old` : `${Math.floor(seconds / 60)} min old`;
}

/** While the connection is down: the next attempt, and a button to make it now. Without a session there is no connection to restore. */
function Retry() {
  const { pause } = useDesk().connection;
  const session = useSession();
  const state = useConnectionState();
  const attempt = useReconnectAttempt();
  if (session.status === 'ended' || (state !== 'reconnecting' && state !== 'offline')) return null;
  return (
    <span className="flex items-center gap-2">
      {attempt > 0 && <span>attempt {attempt}</span>}
      <button type="button" onClick={pause.hurry} className="rounded px-1 font-medium text-accent hover:underline">
        {state === 'offline' ? 'Retry' : 'Retry now'}
      </button>
    </span>
  );
}

function Figure(props: {
  name: ReactNode;
  value: string | undefined;
  title?: string;
  warns?: boolean;
  className?: string;
}) {
  const { name, value, title, warns = false, className = '' } = props;
  return (
    <span title={title} className={`inline-flex items-center gap-1.5 ${className}`}>
      {warns && <WarningIcon className="size-3.5 text-warn" />}
      {name}
      <span className={warns ? 'font-medium text-warn' : 'text-ink'}>
        {value ?? (
          <>
            <span aria-hidden="true">–</span>
            <span className="sr-only">not known</span>
          </>
        )}
      </span>
    </span>
  );
}
