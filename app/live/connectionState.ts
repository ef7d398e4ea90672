import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';
import { createRetryPause, type RetryPause } from '../browser/retryPause.ts';
import { createSocketProbe, type SocketProbe } from './socketProbe.ts';

/**
 * The page's connection to the server: not yet followed, followed (events of the trader's orders arrive at once), retrying, or offline (it still
 * retries in the background).
 */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** Without a connection for this long, the page shows that it is offline. */
const OFFLINE_AFTER_MS = 12_000;
/** If an event stream delivers nothing for this long, a proxy buffers it. */
const HELD_AFTER_MS = 10_000;

export type Connection = {
  readonly state: ExternalStore<ConnectionState>;
  /** The pauses between attempts to reconnect. */
  readonly pause: RetryPause;
  /** True once live updates come over an event stream, because a proxy blocks WebSockets. Stays true until the page is loaded again. */
  readonly overHttp: ExternalStore<boolean>;
  /** True while a proxy buffers the event stream. */
  readonly held: ExternalStore<boolean>;
  /** Detects whether WebSockets work. */
  readonly probe: SocketProbe;
  /** The socket is open. The connection is live once the orders are followed over it. */
  opened(): void;
  /** The trader's orders are followed again, from the last cursor. */
  followed(): void;
  /** The socket, or the subscription to the orders, has ended. */
  closed(): void;
  /** Watches the browser's own network state. Returns a function that stops it. */
  watch(): () => void;
};

export function createConnection(): Connection {
  const state = createExternalStore<ConnectionState>('connecting');
  const pause = createRetryPause();
  const overHttp = createExternalStore(false);
  const held = createExternalStore(false);
  let heldTimer: ReturnType<typeof setTimeout> | undefined;
  const probe = createSocketProbe({
    hurry: pause.hurry,
    onBlocked() {
      overHttp.set(true);
      pause.done();
      heldTimer = setTimeout(() => held.set(!following), HELD_AFTER_MS);
    },
  });
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
    // The socket may have survived; if not, its keep-alive detects that within seconds.
    state.set(following ? 'live' : wasLive ? 'reconnecting' : 'connecting');
  };
  return {
    state,
    pause,
    overHttp,
    held,
    probe,
    opened() {
      pause.done();
      if (!following) expect();
    },
    followed() {
      clearTimeout(timer);
      clearTimeout(heldTimer);
      held.set(false);
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
        clearTimeout(heldTimer);
        probe.stop();
      };
    },
  };
}
