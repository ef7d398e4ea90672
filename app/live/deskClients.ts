import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCLink,
  wsLink,
} from '@trpc/client';
import type { AppRouter } from '../../server/trpc/appRouter.ts';
import { jitteredDelayMs } from '../browser/backoff.ts';
import { requestErrorOf } from '../browser/requestError.ts';
import { timedFetch } from '../browser/serverClock.ts';
import type { Connection } from './connectionState.ts';
import { lostStreamLink } from './lostStreamLink.ts';

/** A socket that the server closes within so many milliseconds counts as an attempt that failed. */
const BRIEF_MS = 10_000;

const HTTP_URL = '/api/trpc';
/** Sends everything over HTTP at once. */
const OVER_HTTP = 'live.onAll';
/** The subscription to the trader's orders, while a socket carries it. */
const BY_SOCKET = 'orders.onUpdate';
/** The server takes ten calls in one request. */
const MAX_BATCH = 10;
/** The socket stays open while the page is open; after an idle close there would be nothing to resume. */
const NEVER_MS = 2 ** 31 - 1;

function socketUrl(): string {
  return `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/api/ws`;
}

/** A WebSocket that drops messages sent while it is closing. tRPC sends some when it ends subscriptions, and the browser would log an error for each. */
function socketClass(): typeof WebSocket {
  return class extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (this.readyState === WebSocket.OPEN) super.send(data);
    }
  };
}

/** All clients of the server for one trader. */
export type DeskClients = {
  readonly queryClient: QueryClient;
  readonly links: TRPCLink<AppRouter>[];
  readonly client: ReturnType<typeof createTRPCClient<AppRouter>>;
  /** Closes the socket and ends all pending requests. */
  close(): void;
};

/**
 * Requests over HTTP, so that they work while the socket is down; subscriptions over the WebSocket, which opens with the first of them,
 * returns with jittered back-off and resumes each from its last item.
 */
export function createDeskClients(opts: { connection: Connection; onSignedOut(): void }): DeskClients {
  const { connection, onSignedOut } = opts;
  const onError = (error: unknown) => {
    if (requestErrorOf(error).code === 'UNAUTHENTICATED') onSignedOut();
  };
  /** The subscription to the orders has ended. The last attempts of an abandoned socket say nothing about the event stream that replaced it. */
  const lost = (path: string) => {
    if (path === (connection.overHttp.get() ? OVER_HTTP : BY_SOCKET)) connection.closed();
  };
  // tRPC resets its count of attempts when a socket opens. If the server closes each socket because there are too many, the client would reconnect at once each
  // time.
  let openedAt = 0;
  let brief = 0;
  const socket = createWSClient({
    // The pause is taken here, where it can be cut short, and not in the client's own delay.
    url: async () => {
      await connection.pause.wait();
      if (!connection.overHttp.get()) connection.probe.attempt();
      return socketUrl();
    },
    WebSocket: socketClass(),
    lazy: { enabled: true, closeMs: NEVER_MS },
    retryDelayMs: (attempt) => {
      connection.pause.plan(attempt + brief);
      return 0;
    },
    keepAlive: { enabled: true, intervalMs: 5_000, pongTimeoutMs: 3_000 },
    onOpen: () => {
      openedAt = Date.now();
      connection.opened();
    },
    onClose: () => {
      brief = Date.now() - openedAt < BRIEF_MS ? brief + 1 : 0;
      lost(BY_SOCKET);
    },
    onError: () => lost(BY_SOCKET),
  });
  const links: TRPCLink<AppRouter>[] = [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: [
        retryLink({
          retry({ error, op }) {
            onError(error);
            // The socket may be open while this subscription is refused; no events arrive then.
            lost(op.path);
            return requestErrorOf(error).code !== 'UNAUTHENTICATED';
          },
          retryDelayMs: jitteredDelayMs,
        }),
        splitLink({
          condition: ({ path }) => path === OVER_HTTP,
          true: [lostStreamLink(connection.closed), httpSubscriptionLink({ url: HTTP_URL })],
          false: wsLink({ client: socket }),
        }),
      ],
      false: splitLink({
        condition: ({ type }) => type === 'mutation',
        true: httpLink({ url: HTTP_URL, fetch: timedFetch }),
        false: httpBatchLink({ url: HTTP_URL, maxItems: MAX_BATCH, fetch: timedFetch }),
      }),
    }),
  ];
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Subscriptions report changes, so queries do not fetch again by themselves.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retryDelay: jitteredDelayMs,
        retry: (failures, error) => {
          const { code } = requestErrorOf(error);
          return failures < 4 && (code === undefined || code === 'UNAVAILABLE' || code === 'INTERNAL');
        },
      },
      mutations: { networkMode: 'always' },
    },
  });
  // No more requests are sent over the socket.
  connection.overHttp.subscribe(() => void socket.close());
  return {
    queryClient,
    links,
    client: createTRPCClient<AppRouter>({ links }),
    close() {
      void socket.close();
      queryClient.clear();
    },
  };
}
