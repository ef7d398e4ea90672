'use client';
import type { ConnectionState } from '../live/connectionState.ts';
import { useConnectionState, useMarketIsStale } from '../live/DeskContext.tsx';

const LOOKS = {
  connecting: { words: 'Connecting', ink: 'text-muted', mark: 'rounded-full bg-faint pulse-soft' },
  live: { words: 'Live', ink: 'text-good', mark: 'rounded-full bg-good' },
  stale: { words: 'Prices delayed', ink: 'text-warn', mark: 'rotate-45 bg-warn' },
  reconnecting: { words: 'Reconnecting', ink: 'text-warn', mark: 'rotate-45 bg-warn pulse-soft' },
  offline: { words: 'Offline', ink: 'text-bad', mark: 'rounded-none bg-bad' },
} as const satisfies Record<ConnectionState | 'stale', { words: string; ink: string; mark: string }>;

/** How the page stands with the engine, by word, shape and colour. */
export function ConnectionBadge() {
  const state = useConnectionState();
  const stale = useMarketIsStale();
  const { words, ink, mark } = LOOKS[state === 'live' && stale ? 'stale' : state];
  return (
    <span
      role="status"
      aria-label={`Connection: ${words}`}
      className={`inline-flex items-center gap-1.5 text-2xs font-medium ${ink}`}
    >
      <span aria-hidden="true" className={`size-2 shrink-0 ${mark}`} />
      {words}
    </span>
  );
}
