import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { createClient, type EngineConnection, guestSession } from '../../../client/index.ts';
import { createOrderExecution, type OrderExecution } from '../../../drizzle/orderExecution.ts';
import { type FreshDatabase, freshDatabase } from '../../../drizzle/testing/freshDatabase.ts';
import { createNewsPublisher } from '../../../redis/news.ts';
import { createLogger } from '../../../runtime/logger.ts';
import { readServerSettings } from '../../../runtime/settings.ts';
import type { ClientTimes } from '../../../server/http/openServer.ts';
import { type RunningServer, startServer } from '../../../server/startServer.ts';
import type { SocketLimits } from '../../../server/ws/socketWatch.ts';
import { HIGH_LIMITS } from '../../testing/highLimits.ts';
import { type StillMarket, stillMarket } from './stillMarket.ts';

export type Guest = EngineConnection & { readonly cookie: string };

export type TestServer = AsyncDisposable & {
  readonly url: string;
  readonly server: RunningServer;
  readonly db: FreshDatabase;
  readonly market: StillMarket;
  /** The writes of a worker to orders; like a worker's, its commits are announced through Redis. */
  readonly execution: OrderExecution;
  /** A new guest with its own client. */
  guest(): Promise<Guest>;
  /** Another client of the same trader. */
  clientOf(cookie: string): EngineConnection;
  /** Ends the server and starts another on the same port and database. */
  restart(): Promise<void>;
};

/** A port of this machine where nothing listens. */
export const NOBODY_LISTENS = 'redis://127.0.0.1:9';

/** A logger for tests: silent without TEST_LOG_LEVEL. */
const testLogger = () => createLogger({ name: 'test', level: process.env.TEST_LOG_LEVEL ?? 'fatal', format: 'pretty' });

/** Waits until `check` holds, checking every few milliseconds. Throws when it takes longer than `withinMs`. */
export async function eventually(check: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`did not happen within ${withinMs} ms`);
    await delay(5);
  }
}

/** The server in this process on a free port, with its own database and queue: `await using stack = await testServer()`. */
export async function testServer(
  opts: {
    redisUrl?: string;
    socketLimits?: SocketLimits;
    clientTimes?: ClientTimes;
    /** Settings besides those of all tests, including limits. */
    env?: Readonly<Record<string, string>>;
    /** The URL that the server uses for its database, made from the real one. */
    databaseUrl?(url: string): string;
  } = {},
): Promise<TestServer> {
  const redisUrl = opts.redisUrl ?? process.env.REDIS_URL;
  if (redisUrl === undefined) throw new Error('REDIS_URL must name a Redis server for the integration tests');
  const db = await freshDatabase();
  const market = stillMarket();
  const logger = testLogger();
  const prefix = `test-${randomBytes(4).toString('hex')}`;
  const env = {
    ...HIGH_LIMITS,
    NODE_ENV: 'test',
    DATABASE_URL: opts.databaseUrl?.(db.loginUrl) ?? db.loginUrl,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: prefix,
    CHAIN_URL: 'http://127.0.0.1:9',
    AUTH_SECRET: 'an auth secret for the tests only, 0001',
    WALLET_SECRET: 'a wallet secret for the tests only, 0001',
    ...opts.env,
  };

  const start = (port: number) =>
    startServer({
      settings: readServerSettings({ ...env, PORT: String(port) }),
      logger,
      chain: market,
      version: 'test',
      pages: () => ({
        handle: async (_req, res) => void res.writeHead(404).end(),
        upgrade: (_req, _res) => {},
        close: async () => {},
      }),
      ...(opts.socketLimits === undefined ? {} : { socketLimits: opts.socketLimits }),
      ...(opts.clientTimes === undefined ? {} : { clientTimes: opts.clientTimes }),
    });

  let server = await start(0);
  const { url, port } = server;
  const news = createNewsPublisher({ url: redisUrl, prefix, logger });
  const execution = createOrderExecution({
    database: db.database,
    owner: 'test-worker',
    leaseMs: 60_000,
    onEvents: (traderIds) => news.publish(traderIds),
  });
  const connections: EngineConnection[] = [];
  const clientOf = (cookie: string) => {
    const connection = createClient({ url, cookie, WebSocket });
    connections.push(connection);
    return connection;
  };
  await eventually(() => server.engine.market.current() !== undefined);

  return {
    url,
    db,
    market,
    execution,
    clientOf,
    get server() {
      return server;
    },
    async guest() {
      const cookie = await guestSession({ url });
      return { ...clientOf(cookie), cookie };
    },
    async restart() {
      await server.stop({ deadlineMs: 2_000 });
      server = await start(port);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((connection) => connection.close()));
      await server.stop({ deadlineMs: 2_000 });
      await news.close();
      await db[Symbol.asyncDispose]();
    },
  };
}
