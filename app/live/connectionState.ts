import { createExternalStore, type ExternalStore } from './externalStore.ts';
import { createRetryPause, type RetryPause } from './retryPause.ts';

/** How the page stands with the server: never yet linked, linked, trying again, or given up on for now (still trying underneath). */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** Without a link for this long, the page says that it is offline. */
const OFFLINE_AFTER_MS = 12_000;

export type Connection = {
  readonly state: ExternalStore<ConnectionState>;
  /** The pauses between attempts to get the link back. */
  readonly pause: RetryPause;
  opened(): void;
  closed(): void;
  /** Watches the browser's own word on the network; returns what ends that. */
  watch(): () => void;
};

export function createConnection(): Connection {
  const state = createExternalStore<ConnectionState>('connecting');
  const pause = createRetryPause();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = false;
  let wasLive = false;

  const lost = () => {
    open = false;
    if (state.get() === 'live') state.set('reconnecting');
    timer ??= setTimeout(() => state.set('offline'), OFFLINE_AFTER_MS);
  };
  const onOffline = () => state.set('offline');
  const onOnline = () => {
    if (state.get() !== 'offline') return;
    pause.hurry();
    // The socket may have outlived it; if not, its keep-alive says so within seconds.
    state.set(open ? 'live' : wasLive ? 'reconnecting' : 'connecting');
  };
  return {
    state,
    pause,
    opened() {
      pause.done();
      clearTimeout(timer);
      timer = undefined;
      open = true;
      wasLive = true;
      state.set('live');
    },
    closed: lost,
    watch() {
      window.addEventListener('offline', onOffline);
      window.addEventListener('online', onOnline);
      return () => {
        window.removeEventListener('offline', onOffline);
        window.removeEventListener('online', onOnline);
        clearTimeout(timer);
      };
    },
  };
}
