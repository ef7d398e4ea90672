import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import WebSocket from 'ws';
import { createClient, type EngineClient, guestSession, type RouterOutputs } from '../../client/index.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { type FreshDatabase, freshDatabase } from '../../drizzle/testing/freshDatabase.ts';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { HIGH_LIMITS } from './highLimits.ts';
import { type MarketRequest, orderRequest } from './orderRequest.ts';

export type TestTrader = {
  readonly client: EngineClient;
  readonly cookie: string;
  /** Places a market order; by default 1 SOL for USDC at 1 % with its own key. */
  place(request?: Partial<MarketRequest>): Promise<OrderView>;
  /** Follows an order by subscription to its final event; returns all events. Rejects when the subscription fails. */
  events(orderId: string): Promise<OrderEventView[]>;
  /** The present state of the order. */
  order(orderId: string): Promise<RouterOutputs['orders']['get']>;
};

export type TestEngine = AsyncDisposable & {
  readonly stack: Stack;
  /** The owner's connection to the engine's database, which also contains the chain's schema. */
  readonly owner: Sql;
  readonly url: string;
  audit(): Promise<unknown[]>;
  newTrader(): Promise<TestTrader>;
  /** Resolves once the query returns a row; repeats it until then, for at most `timeoutMs`. */
  until<Row extends object>(
    ask: () => PromiseLike<readonly Row[]>,
    opts: { what: string; timeoutMs?: number },
  ): Promise<Row>;
};

/**
 * A whole engine of processes on its own database. Redis is the shared one with a separate prefix, or with `ownRedis` a process of
 * the stack that a test may stop. Ended and removed with the test.
 */
export async function testEngine(opts: { env?: Record<string, string>; ownRedis?: boolean } = {}): Promise<TestEngine> {
  const database: FreshDatabase = await freshDatabase();
  const prefix = `{t-${randomBytes(4).toString('hex')}}`;
  const closers: (() => Promise<void>)[] = [];
  const stack = await startStack({
    env: {
      ...HIGH_LIMITS,
      NODE_ENV: 'production',
      SLOT_TIME_MS: '50',
      LOG_LEVEL: 'warn',
      NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next-test',
      ...opts.env,
      DATABASE_URL: database.url,
      QUEUE_PREFIX: prefix,
      ...(opts.ownRedis === true || process.env.REDIS_URL === undefined ? {} : { REDIS_URL: process.env.REDIS_URL }),
    },
    ...(process.env.TEST_LOGS === '1'
      ? { log: { info: console.log, line: (name, line) => console.log(`${name} ${line}`) } }
      : {}),
    migrate: false,
    timeoutMs: 200_000,
  });
  const owner = postgres(database.url, { max: 4, onnotice: () => {} });

  return {
    stack,
    owner,
    url: stack.url,
    audit: database.audit,
    async newTrader() {
      const trader = await connectTrader(stack.url);
      closers.push(trader.close);
      return trader;
    },
    async until(ask, { what, timeoutMs = 120_000 }) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const [row] = await ask();
        if (row !== undefined) return row;
        if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
        await owner`select pg_sleep(0.02)`;
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(closers.map((close) => close()));
      await stack.stop();
      await owner.end({ timeout: 2 });
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A new guest with its own client. */
export async function connectTrader(url: string): Promise<TestTrader & { close(): Promise<void> }> {
  const cookie = await guestSession({ url });
  const { client, close } = createClient({ url, cookie, WebSocket });
  return {
    client,
    cookie,
    close,
    place: (request = {}) => client.orders.place.mutate(orderRequest({ slippageBps: 100, ...request })),
    order: (orderId) => client.orders.get.query({ orderId }),
    events: (orderId) =>
      new Promise((resolve, reject) => {
        const events: OrderEventView[] = [];
        client.orders.onStatus.subscribe(
          { orderId },
          {
            onData: ({ data }) => {
              if (data.type === 'event') events.push(data.event);
            },
            onComplete: () => resolve(events),
            onError: reject,
          },
        );
      }),
  };
}

/** The statuses of events, for comparing. */
export function statusesOf(events: readonly OrderEventView[]): string[] {
  return events.map((event) => event.status);
}
