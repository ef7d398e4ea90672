import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  type OperationLink,
  retryLink,
  splitLink,
  type TRPCLink,
  type TRPCWebSocketClient,
  wsLink,
} from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { eitherSignal } from './eitherSignal.ts';
import { engineAddress } from './engineAddress.ts';
import { EngineClientError, engineClientErrorOf, unreachable } from './engineClientError.ts';
import type { AppRouter, EngineClient, Order, OrderEvent, OrderRequest } from './engineTypes.ts';
import { orderEvents } from './orderEvents.ts';
import { placeAndWait } from './placeAndWait.ts';
import { type PlacedOrder, placeMany } from './placeMany.ts';
import { retryDelayMs } from './retryDelay.ts';
import { socketClassOf } from './socketClass.ts';
import { typedErrors } from './typedErrors.ts';
import { noConnectionCode } from './unreachable.ts';

export type ClientOptions = {
  /** The engine's address, such as `https://desk.example`, or `https://example.com/desk` behind a proxy that strips `/desk`. */
  url: string;
  /** An API key of the trader's, `oee_…`, made in the desk. */
  apiKey?: string | undefined;
  /** Instead of an API key, outside browsers: a session's cookie as `name=value`. A browser sends its own. */
  cookie?: string | undefined;
  /** Further headers for every HTTP request and, outside browsers, the WebSocket's upgrade. */
  headers?: Record<string, string> | undefined;
  /** Milliseconds that one HTTP request may take before it counts as unanswered; 15,000 when not given. */
  requestTimeoutMs?: number | undefined;
  /** A WebSocket class to use instead of the one of `ws` in Node and the browser's own there. */
  WebSocket?: unknown;
  /** A fetch to use instead of the platform's own. */
  fetch?: typeof fetch | undefined;
  /** Called when the WebSocket opens and closes. */
  onConnection?(state: 'open' | 'closed'): void;
};

export type EngineConnection = {
  /** Every call of the engine, typed. The client never repeats one by itself. */
  readonly client: EngineClient;
  /** The links alone, for building another tRPC client (React's) over the same connection. */
  readonly links: TRPCLink<AppRouter>[];
  /**
   * Places an order and resolves with it once it is final (`confirmed`, `failed`, `cancelled` or `expired`). Makes an idempotency key when the order has
   * none, and sends the same again when there was no answer. Rejects with EngineClientError; `timeoutMs` (300,000 when not given) and `signal` end
   * the waiting, not the order: one that waits for its price may take much longer.
   */
  placeAndWait(
    order: OrderRequest,
    opts?: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  ): Promise<Order>;
  /**
   * Places up to 50 orders in one call and resolves with the result of each, in the order given: the accepted order, or its error. Makes an
   * idempotency key for each order that has none, and sends unanswered orders again. Never rejects: if the call fails, or `timeoutMs` (60,000 when
   * not given) or `signal` ends the wait, each order without an answer has that error.
   */
  placeMany(
    orders: readonly OrderRequest[],
    opts?: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  ): Promise<PlacedOrder[]>;
  /**
   * Every event of an order, once and in order, from the first on or after the `seq` given; survives lost connections and ends after the
   * final event. Rejects with EngineClientError.
   */
  orderEvents(
    orderId: string,
    opts?: { signal?: AbortSignal | undefined; after?: number | undefined },
  ): AsyncGenerator<OrderEvent, void>;
  /** Ends subscriptions, pending calls of `placeAndWait`, `placeMany` and `orderEvents`, and the WebSocket, for good. */
  close(): Promise<void>;
};

/** Calls in one HTTP request, as many as the server takes. */
const MAX_BATCH = 10;
const REQUEST_TIMEOUT_MS = 15_000;
/** Default total time-out of `placeAndWait`, milliseconds. */
const WAIT_MS = 300_000;
/** The same for `placeMany`, which does not wait for the end of the orders. */
const PLACE_MS = 60_000;
/** Milliseconds between pings, and until an answer counts as missing: a dead connection is noticed within their sum. */
const PING_MS = 5_000;
const PONG_MS = 5_000;
/**
 * Milliseconds without a subscription after which the WebSocket is closed. Less than PING_MS: to tRPC an answered ping counts as use, so the
 * socket would stay open, and keep the process alive, for ever.
 */
const IDLE_MS = 4_000;
/** A socket that the server closes within this many milliseconds counts as a failed attempt. */
const BRIEF_MS = 10_000;

/** True for errors after which a subscription resumes by itself. */
function resumes(thrown: unknown): boolean {
  const error = engineClientErrorOf(thrown);
  return error.requestId !== undefined && error.retryable && error.code !== 'TOO_MANY_REQUESTS';
}

/** Headers as both `fetch` and `ws` send them, trimmed. Throws TypeError for a value that no header can carry, without quoting it: it may be a key. */
function sendable(headers: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    throw new TypeError('apiKey, cookie and headers must be of characters that a header can carry');
  }
}

/** A fetch whose requests reject after `timeoutMs`, and with EngineClientError UNREACHABLE when no server is reached. */
function boundedFetch(opts: { fetch: typeof fetch; timeoutMs: number; address: string }): typeof fetch {
  return async (input, init) => {
    // The time-out also covers the body of the answer.
    const { signal } = eitherSignal({ signals: [init?.signal], timeoutMs: opts.timeoutMs });
    try {
      return await opts.fetch(input, { ...init, signal });
    } catch (cause) {
      const reason = noConnectionCode(cause);
      throw reason === undefined ? cause : unreachable({ address: opts.address, reason, cause });
    }
  };
}

/**
 * Connects to an engine: queries and mutations by batched HTTP, subscriptions by one WebSocket that is opened when first needed, kept alive,
 * opened again with jitter, and resumed after the last event seen. A query or mutation of `client` is never repeated by itself. Calls
 * reject with EngineClientError. Throws TypeError for a URL or a key that can't be one.
 */
export function createClient(opts: ClientOptions): EngineConnection {
  const address = engineAddress(opts.url);
  const headers = sendable({
    ...opts.headers,
    ...(opts.apiKey === undefined ? {} : { 'x-api-key': opts.apiKey }),
    ...(opts.cookie === undefined ? {} : { cookie: opts.cookie }),
  });
  let closed = false;
  // One signal per waiting call: a shared one would gather so many listeners that Node warns of a leak, and all calls would share one error.
  const waiting = new Set<AbortController>();
  const waitOf = (opts: { signal: AbortSignal | undefined; timeoutMs?: number }) => {
    const left = new AbortController();
    waiting.add(left);
    if (closed) left.abort(new EngineClientError({ code: 'CLOSED' }));
    const ends = eitherSignal({ ...opts, signals: [left.signal, opts.signal] });
    return {
      signal: ends.signal,
      done() {
        ends.done();
        waiting.delete(left);
      },
    };
  };

  // Made with the first subscription, because queries alone need no WebSocket class.
  let socket: TRPCWebSocketClient | undefined;
  // tRPC resets its count of attempts when a socket opens. If the server closes each socket because there are too many, the client would reconnect ten times a
  // second.
  let openedAt = 0;
  let brief = 0;
  const connect = () => {
    const socketClass = socketClassOf({ given: opts.WebSocket, headers });
    socket ??= createWSClient({
      url: `${address.replace(/^http/, 'ws')}/api/ws`,
      ...(socketClass === undefined ? {} : { WebSocket: socketClass }),
      lazy: { enabled: true, closeMs: IDLE_MS },
      keepAlive: { enabled: true, intervalMs: PING_MS, pongTimeoutMs: PONG_MS },
      retryDelayMs: (attempt) => retryDelayMs(attempt + brief),
      onOpen: () => {
        openedAt = Date.now();
        opts.onConnection?.('open');
      },
      onClose: () => {
        brief = Date.now() - openedAt < BRIEF_MS ? brief + 1 : 0;
        opts.onConnection?.('closed');
      },
    });
    return socket;
  };
  const subscriptions: TRPCLink<AppRouter> = (runtime) => {
    let link: OperationLink<AppRouter> | undefined;
    return (operation) => {
      // That would open the socket again, and nothing would close it.
      if (closed) return observable((observer) => observer.error(new EngineClientError({ code: 'CLOSED' })));
      link ??= wsLink<AppRouter>({ client: connect() })(runtime);
      return link(operation);
    };
  };

  const links: TRPCLink<AppRouter>[] = [
    typedErrors(),
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: [retryLink({ retry: ({ error }) => resumes(error), retryDelayMs }), subscriptions],
      false: httpBatchLink({
        url: `${address}/api/trpc`,
        maxItems: MAX_BATCH,
        maxURLLength: 8_000,
        headers,
        fetch: boundedFetch({
          fetch: opts.fetch ?? globalThis.fetch,
          timeoutMs: opts.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
          address,
        }),
      }),
    }),
  ];
  const client = createTRPCClient<AppRouter>({ links });

  return {
    client,
    links,
    async placeAndWait(order, { signal, timeoutMs = WAIT_MS } = {}) {
      const ends = waitOf({ signal, timeoutMs });
      try {
        return await placeAndWait({ client, order, signal: ends.signal });
      } finally {
        ends.done();
      }
    },
    async placeMany(orders, { signal, timeoutMs = PLACE_MS } = {}) {
      const ends = waitOf({ signal, timeoutMs });
      try {
        return await placeMany({ client, orders, signal: ends.signal });
      } finally {
        ends.done();
      }
    },
    async *orderEvents(orderId, { signal, after } = {}) {
      const ends = waitOf({ signal });
      try {
        yield* orderEvents({ client, orderId, after, signal: ends.signal });
      } finally {
        ends.done();
      }
    },
    async close() {
      closed = true;
      for (const left of waiting) left.abort(new EngineClientError({ code: 'CLOSED' }));
      await socket?.close();
    },
  };
}
