'use client';
import { useExternalStore } from '../browser/externalStore.ts';
import type { ConnectionState } from '../live/connectionState.ts';
import { useConnectionState, useDesk, useMarketIsStale, useSession } from '../live/DeskContext.tsx';
import type { Session } from '../live/session.ts';

const LOOKS = {
  connecting: { words: 'Connecting', ink: 'text-muted', mark: 'rounded-full bg-faint pulse-soft' },
  live: { words: 'Live', ink: 'text-good', mark: 'rounded-full bg-good' },
  liveOverHttp: { words: 'Live over HTTP', ink: 'text-good', mark: 'rounded-full bg-good' },
  stale: { words: 'Prices delayed', ink: 'text-warn', mark: 'rotate-45 bg-warn' },
  reconnecting: { words: 'Reconnecting', ink: 'text-warn', mark: 'rotate-45 bg-warn pulse-soft' },
  offline: { words: 'Offline', ink: 'text-bad', mark: 'rounded-none bg-bad' },
  ended: { words: 'Session ended', ink: 'text-warn', mark: 'rotate-45 bg-warn' },
  signedOut: { words: 'Signed out', ink: 'text-muted', mark: 'rounded-full border border-muted' },
} as const satisfies Record<
  ConnectionState | 'liveOverHttp' | 'stale' | 'ended' | 'signedOut',
  { words: string; ink: string; mark: string }
>;

/** Without a session there is no subscription, whatever the state of the connection. */
function lookOf(opts: {
  session: Session;
  connection: ConnectionState;
  overHttp: boolean;
  stale: boolean;
}): keyof typeof LOOKS {
  const { session, connection, overHttp, stale } = opts;
  if (session.status === 'ended') return session.bySigningOut ? 'signedOut' : 'ended';
  if (connection !== 'live') return connection;
  return stale ? 'stale' : overHttp ? 'liveOverHttp' : 'live';
}

/** The state of the page's connection to the engine, by word, shape and colour. */
export function ConnectionBadge() {
  const session = useSession();
  const connection = useConnectionState();
  const stale = useMarketIsStale();
  const overHttp = useExternalStore(useDesk().connection.overHttp, false);
  const { words, ink, mark } = LOOKS[lookOf({ session, connection, overHttp, stale })];
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
