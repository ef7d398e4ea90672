import type { ReactNode } from 'react';
import type { RequestError } from '../browser/requestError.ts';
import { WarningIcon } from './icons.tsx';

/** A failure in the server's own words, with the request id for support, and the next step. */
export function ErrorNote({ error, action }: { error: RequestError; action?: ReactNode }) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-md border border-bad/40 bg-bad-soft p-3">
      <WarningIcon className="mt-0.5 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="text-ink">{error.text}</p>
        {error.requestId !== undefined && (
          <p className="mt-1 truncate font-mono text-2xs text-muted" title={error.requestId}>
            Request {error.requestId}
          </p>
        )}
      </div>
      {action}
    </div>
  );
}
