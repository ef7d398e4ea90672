import { createExternalStore, type ExternalStore } from './externalStore.ts';
import { createRetryPause, type RetryPause } from './retryPause.ts';

/**
 * How the page stands with the server: never yet followed, followed (what happens to the trader's orders is heard at once), trying again, or
 * given up on for now (still trying underneath).
 */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** Without a link for this long, the page says that it is offline. */
const OFFLINE_AFTER_MS = 12_000;

export type Connection = {
  readonly state: ExternalStore<ConnectionState>;
  /** The pauses between attempts to get the link back. */
  readonly pause: RetryPause;
  /** The socket stands. It is live once the orders are followed over it. */
  opened(): void;
  /** The trader's orders are followed, from where they were left. */
  followed(): void;
  /** The socket, or what followed the orders over it, has ended. */
  closed(): void;
  /** Watches the browser's own word on the network; returns what ends that. */
  watch(): () => void;
};

export function createConnection(): Connection {
  const state = createExternalStore<ConnectionState>('connecting');
  const pause = createRetryPause();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let following = false;
  let wasLive = false;

  const expect = () => {
    timer ??= setTimeout(() => state.set('offline'), OFFLINE_AFTER_MS);
  };
  const lost = () => {
    following = false;
    if (state.get() === 'live') state.set('reconnecting');
    expect();
  };
  const onOffline = () => state.set('offline');
  const onOnline = () => {
    if (state.get() !== 'offline') return;
    pause.hurry();
    // The socket may have outlived it; if not, its keep-alive says so within seconds.
    state.set(following ? 'live' : wasLive ? 'reconnecting' : 'connecting');
  };
  return {
    state,
    pause,
    opened() {
      pause.done();
      if (!following) expect();
    },
    followed() {
      clearTimeout(timer);
      timer = undefined;
      following = true;
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
