'use client';
import type { ReactNode } from 'react';
import { requestErrorOf } from '../browser/requestError.ts';
import { useSession } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';

/** Placeholder rows, of the same number and height as the rows to come. */
export function LoadingRows({ label, rows = 6, height }: { label: string; rows?: number; height: number }) {
  const session = useSession();
  // The page reports an ended session once, in one place.
  if (session.status === 'ended')
    return <Nothing title="Session ended" words="Start again, and your trades appear here." />;
  return (
    <div role="status" aria-label={label} className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} style={{ height }} className="flex items-center gap-4 border-b border-line px-4">
          <div className="skeleton h-3.5 w-16" />
          <div className="skeleton h-3.5 w-28" />
          <div className="skeleton h-3.5 flex-1" />
          <div className="skeleton h-3.5 w-20" />
        </div>
      ))}
    </div>
  );
}

/** The empty state: why the list is empty, and a next step. */
export function Nothing({ title, words, action }: { title: string; words: string; action?: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1.5 px-6 py-8 text-center">
      <p className="font-medium">{title}</p>
      <p className="max-w-88 text-muted">{words}</p>
      {action !== undefined && <div className="mt-1.5">{action}</div>}
    </div>
  );
}

/** The error state of a list, with a button to retry. */
export function NotLoaded({ error, retry }: { error: unknown; retry: () => void }) {
  const shown = requestErrorOf(error);
  if (shown.code === 'UNAUTHENTICATED')
    return <Nothing title="Session ended" words="Start again, and your trades appear here." />;
  return (
    <div className="p-3">
      <ErrorNote
        error={shown}
        action={
          <button type="button" className={BUTTON_LOOK.quiet} onClick={retry}>
            Try again
          </button>
        }
      />
    </div>
  );
}
