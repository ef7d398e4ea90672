import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  type OperationLink,
  retryLink,
  splitLink,
  type TRPCClient,
  TRPCClientError,
  type TRPCLink,
  type TRPCWebSocketClient,
  wsLink,
} from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../server/trpc/appRouter.ts';

export type { AppRouter };
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
/** The typed client: `client.orders.place.mutate(…)`, `client.orders.onStatus.subscribe(…)`. */
export type EngineClient = TRPCClient<AppRouter>;
/** What a call rejects with; `error.data` holds code, text, retryable and requestId. */
export type EngineClientError = TRPCClientError<AppRouter>;

export type ClientOptions = {
  /** Where the engine is served, such as `https://desk.example`. */
  url: string;
  /** The session's cookie, outside browsers: `name=value`. A browser sends its own. */
  cookie?: string;
  /** Further headers for every HTTP request and, outside browsers, the WebSocket's upgrade. */
  headers?: Record<string, string>;
  /** A WebSocket class that takes headers, such as the one of `ws`; needed outside browsers when a cookie or headers are given. */
  WebSocket?: unknown;
  fetch?: typeof fetch;
  /** Hears when the WebSocket opens and closes. */
  onConnection?(state: 'open' | 'closed'): void;
};

export type EngineConnection = {
  readonly client: EngineClient;
  /** The links alone, for building another tRPC client (React's) over the same connection. */
  readonly links: TRPCLink<AppRouter>[];
  /** Ends subscriptions and the WebSocket. */
  close(): Promise<void>;
};

type SocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket;
type SocketClassWithOptions = new (
  url: string | URL,
  protocols: string[],
  options: { headers: Record<string, string> },
) => WebSocket;

/** Calls in one HTTP request, as many as the server takes. */
const MAX_BATCH = 10;
/** Milliseconds between pings, and until an answer is missed: a dead line is noticed within their sum. */
const PING_MS = 5_000;
const PONG_MS = 5_000;

/** Milliseconds before the next attempt: doubling from 100 to 5,000, half of it random so that clients of a restarted server spread. */
export function retryDelayMs(attempt: number): number {
  const full = Math.min(100 * 2 ** Math.min(attempt, 10), 5_000);
  return full / 2 + Math.random() * (full / 2);
}

/** The class with the headers built in, since tRPC constructs it with the URL alone. */
function socketClassOf(opts: { given: unknown; headers: Record<string, string> }): typeof WebSocket | undefined {
  if (opts.given === undefined) return undefined;
  const Given = opts.given as SocketClassWithOptions;
  if (Object.keys(opts.headers).length === 0) return Given as unknown as typeof WebSocket;
  const WithHeaders: SocketClass = class extends Given {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols === undefined ? [] : [protocols].flat(), { headers: opts.headers });
    }
  };
  return WithHeaders as typeof WebSocket;
}

/** True for errors of a subscription after which it goes on by itself, from where it was. */
function resumes(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null || !('retryable' in data) || !('code' in data)) return false;
  return data.retryable === true && data.code !== 'TOO_MANY_REQUESTS';
}

/**
 * Connects to an engine: queries and mutations by batched HTTP, subscriptions by one WebSocket that is opened when first needed, kept alive,
 * opened again with jitter, and resumed after the last event seen. A query or mutation is never repeated by itself.
 */
export function createClient(opts: ClientOptions): EngineConnection {
  const base = new URL(opts.url);
  const headers: Record<string, string> = {
    ...opts.headers,
    ...(opts.cookie === undefined ? {} : { cookie: opts.cookie }),
  };
  const socketUrl = new URL('/api/ws', base);
  socketUrl.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  const socketClass = socketClassOf({ given: opts.WebSocket, headers });

  // Made with the first subscription: who only queries needs no WebSocket class.
  let socket: TRPCWebSocketClient | undefined;
  const connect = () => {
    socket ??= createWSClient({
      url: socketUrl.href,
      ...(socketClass === undefined ? {} : { WebSocket: socketClass }),
      lazy: { enabled: true, closeMs: 10_000 },
      keepAlive: { enabled: true, intervalMs: PING_MS, pongTimeoutMs: PONG_MS },
      retryDelayMs,
      onOpen: () => opts.onConnection?.('open'),
      onClose: () => opts.onConnection?.('closed'),
    });
    return socket;
  };
  const subscriptions: TRPCLink<AppRouter> = (runtime) => {
    let link: OperationLink<AppRouter> | undefined;
    return (operation) => {
      link ??= wsLink<AppRouter>({ client: connect() })(runtime);
      return link(operation);
    };
  };

  const links: TRPCLink<AppRouter>[] = [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: [retryLink({ retry: ({ error }) => resumes(error), retryDelayMs }), subscriptions],
      false: httpBatchLink({
        url: new URL('/api/trpc', base).href,
        maxItems: MAX_BATCH,
        maxURLLength: 8_000,
        headers,
        ...(opts.fetch === undefined ? {} : { fetch: opts.fetch }),
      }),
    }),
  ];
  return { client: createTRPCClient<AppRouter>({ links }), links, close: async () => socket?.close() };
}
