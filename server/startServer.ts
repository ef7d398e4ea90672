import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { CandlesRequest, GenesisInfo, IndexCandles } from '../core/chain/chainApi.ts';
import type { IndexPrices } from '../core/market/candleSchema.ts';
import { knownListing, onListing } from '../core/market/listing.ts';
import { marksJson } from '../core/market/mark.ts';
import { offerToPages } from '../core/market/pageListing.ts';
import { createAccountStore } from '../drizzle/accountStore.ts';
import { createActivityStore } from '../drizzle/activityStore.ts';
import { createApiKeyStore } from '../drizzle/apiKeyStore.ts';
import { connectDatabase } from '../drizzle/database.ts';
import { readIntakePaused } from '../drizzle/intakeState.ts';
import { createOrderHistory } from '../drizzle/orderHistory.ts';
import { createOrderIntake } from '../drizzle/orderIntake.ts';
import { createPerformanceFacts } from '../drizzle/performanceFacts.ts';
import { trustGenesis } from '../drizzle/trustedGenesis.ts';
import { checkWalletSecretAtStart } from '../drizzle/walletSecret.ts';
import { connectForCounting, disconnect } from '../redis/connection.ts';
import { createRedisHealth } from '../redis/health.ts';
import { createNewsPublisher, createNewsSubscriber } from '../redis/news.ts';
import { createDispatcher } from '../redis/orderQueue.ts';
import { createQueueLoadReader } from '../redis/queueLoad.ts';
import { createChainIdentity, trustedChain } from '../runtime/chainIdentity.ts';
import type { Logger } from '../runtime/logger.ts';
import { createMarketFeed, feedIntervalMs, type PoolSource } from '../runtime/marketFeed.ts';
import { createPaperWallets } from '../runtime/paperWallet.ts';
import type { ServerSettings, SettingsError } from '../runtime/settings.ts';
import { createAuth } from './auth/auth.ts';
import { createCredentialChanges } from './auth/credentialChanges.ts';
import { createCredentialWatch } from './auth/credentialWatch.ts';
import { createIdentities } from './auth/identity.ts';
import { createSessionCookies } from './auth/sessionCookie.ts';
import type { Engine } from './engine.ts';
import { createEventFeed } from './events/eventFeed.ts';
import { readiness } from './health.ts';
import { followAnswers } from './http/answersUnderWay.ts';
import { createAuthHandler } from './http/authHandler.ts';
import { answerUnread } from './http/bareAnswer.ts';
import { createAddressOf } from './http/clientAddress.ts';
import { shareConnections } from './http/connections.ts';
import { closeServer, listen, listeningAt } from './http/listen.ts';
import { createOrdersCsvHandler } from './http/ordersCsvHandler.ts';
import { createForeignOriginLog } from './http/originGuard.ts';
import { localUrl } from './http/publicUrl.ts';
import { createRequestListener } from './http/requestListener.ts';
import { createSecurityHeaders } from './http/securityHeaders.ts';
import { closeSlowReaders } from './http/slowReaders.ts';
import { createStreamLines } from './http/streamLines.ts';
import { createTrpcHandler } from './http/trpcHandler.ts';
import { trustedOriginsOf } from './http/trustedOrigins.ts';
import { asksForWebSocket, serveWithoutUpgrade } from './http/withoutUpgrade.ts';
import { createLimits } from './limits/limits.ts';
import { createCandleCache } from './market/candleCache.ts';
import { createDayStats } from './market/dayStats.ts';
import { createIndexFeed } from './market/indexFeed.ts';
import type { MarketSource } from './market/marketSource.ts';
import type { Pages } from './pages.ts';
import { createTraderPerformance } from './performance/traderPerformance.ts';
import { createPlainSockets } from './plain/executeSocket.ts';
import { createOrderStream } from './plain/orderStream.ts';
import { createPlainHandler } from './plain/plainHandler.ts';
import { allOrdersMessages, orderMessages } from './plain/plainMessages.ts';
import { EXECUTE_PATH, STREAM_PATH } from './plain/plainRoutes.ts';
import { shareWhileAsking } from './shareWhileAsking.ts';
import { createSystemStatus } from './systemStatus.ts';
import { admitUpgrade } from './ws/admitUpgrade.ts';
import { createSocketServer, SOCKET_PATH } from './ws/socketServer.ts';
import type { SocketLimits } from './ws/socketWatch.ts';

/** What the server asks of the chain. */
export type ChainReads = PoolSource & {
  indexCandles(request: CandlesRequest): Promise<IndexCandles>;
  indexPrices(): Promise<IndexPrices>;
  genesis(): Promise<GenesisInfo>;
  /** True when a transaction of that signature has landed. */
  isKnown(signature: string): Promise<boolean>;
};

export type RunningServer = {
  /** Where a browser finds it. */
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  /** Sockets that are open now. */
  socketCount(): number;
  /** Ends sockets and requests, then the connections to everything else; within about `deadlineMs`. */
  stop(opts: { deadlineMs: number }): Promise<void>;
};

/** Milliseconds after which a silent chain's prices are too old to quote from, whatever the slot time. */
const FRESH_MS = 3_000;
/** How long clients may take, in milliseconds. */
export type ClientTimes = {
  /** For the head of a request, and so for a new connection to say anything. */
  readonly headersMs: number;
  /** For a whole request to arrive, and for a piece of an answer to be taken. */
  readonly requestMs: number;
};
const CLIENT_TIMES: ClientTimes = { headersMs: 10_000, requestMs: 30_000 };

/**
 * Starts the API process. It listens whether or not Postgres, Redis and the chain can be reached: each is connected to when it is there,
 * and until then /readyz says what is missing and calls answer with the error that fits.
 */
export async function startServer(opts: {
  settings: ServerSettings;
  logger: Logger;
  chain: ChainReads;
  version: string;
  /** Makes the pages, given where they are served. */
  pages(at: { port: number }): Pages;
  /** Called when Postgres is back and turns out to hold wallets of another secret: the process has to end. */
  onRefused?(error: SettingsError): void;
  socketLimits?: SocketLimits;
  clientTimes?: ClientTimes;
}): Promise<RunningServer> {
  const { settings, logger, chain, version, clientTimes = CLIENT_TIMES } = opts;
  const database = connectDatabase({
    url: settings.DATABASE_URL,
    applicationName: 'server',
    max: settings.DATABASE_POOL,
  });
  const wallets = createPaperWallets({ secret: settings.WALLET_SECRET });
  const walletOf = wallets.walletAddress;
  const secret = await checkWalletSecretAtStart({
    database,
    wallets,
    onRefused: opts.onRefused ?? ((error) => logger.fatal(error.message)),
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const server = createServer({
    headersTimeout: clientTimes.headersMs,
    requestTimeout: clientTimes.requestMs,
    // Node looks at its times this often; by default twice a minute.
    connectionsCheckingInterval: clientTimes.headersMs / 10,
    keepAliveTimeout: settings.KEEP_ALIVE_SECONDS * 1_000,
    requireHostHeader: false,
  });
  const answers = followAnswers(server);
  const connections = shareConnections({
    server,
    answers,
    // Behind proxies of ours all connections are theirs.
    perAddress: settings.TRUSTED_PROXY_HOPS > 0 ? 0 : settings.LIMIT_CONNECTIONS_PER_ADDRESS,
    total: settings.LIMIT_CONNECTIONS,
  });
  closeSlowReaders({ server, connections: connections.speakingHttp, patienceMs: clientTimes.requestMs });
  const port = await listen({ server, port: settings.PORT, host: settings.HOST });
  const publicUrl = settings.PUBLIC_URL ?? localUrl({ host: settings.HOST, port });
  const trusted = trustedOriginsOf({
    publicUrl,
    listening: listeningAt(server),
    onForeign: createForeignOriginLog({ warn: (facts, sentence) => logger.warn(facts, sentence), publicUrl }),
  });
  const dev = settings.NODE_ENV === 'development';
  // The development server compiles a page while its reader waits.
  if (!dev) server.setTimeout(clientTimes.requestMs);

  const redis = { url: settings.REDIS_URL, prefix: settings.QUEUE_PREFIX, logger };
  const accounts = createAccountStore({
    database,
    fingerprint: wallets.fingerprint,
    marks: () => {
      const current = market.current();
      return current === undefined ? undefined : marksJson(current.pools);
    },
  });
  const apiKeys = createApiKeyStore({ database });
  const credentials = createCredentialChanges();
  const addressOf = createAddressOf({ trustedHops: settings.TRUSTED_PROXY_HOPS });
  const history = createOrderHistory({ database });
  const intake = createOrderIntake({ database });
  const redisHealth = createRedisHealth(redis);
  const dispatcher = createDispatcher({ ...redis, health: redisHealth });
  const publisher = createNewsPublisher(redis);
  const load = createQueueLoadReader({ ...redis, health: redisHealth });
  const identity = createChainIdentity({
    logger,
    trust: (genesisHash) => trustGenesis({ database, genesisHash, isKnown: chain.isKnown }),
  });
  const market = createMarketFeed({ chain: trustedChain({ chain, identity }), logger });
  // The pages that are made from now on begin with what is known.
  const unlisten = onListing(() => offerToPages(knownListing()));
  const feed = createEventFeed({
    read: ({ positions, perTrader }) =>
      history.traderEvents({ cursors: positions, limit: perTrader * positions.length }),
    lastSeqs: history.lastSeqs,
    logger,
  });
  const subscriber = createNewsSubscriber({ ...redis, onNews: feed.wake });
  const cookies = createSessionCookies({ publicUrl, secret: settings.AUTH_SECRET });
  const identities = createIdentities({ accounts, apiKeys, walletOf, readToken: cookies.read });
  const counting = connectForCounting({ url: settings.REDIS_URL, name: 'limits', logger });
  const limits = createLimits({ settings, redis: { connection: counting, prefix: settings.QUEUE_PREFIX } });

  const marketSource: MarketSource = {
    current: market.current,
    isFresh: () => identity.problem() === undefined && market.ageMs() <= FRESH_MS,
    problem: identity.problem,
    slotAgeMs: market.slotAgeMs,
    onSnapshot: market.onSnapshot,
  };
  const isIntakePaused = () => readIntakePaused({ database });
  const { candles } = createCandleCache({ ask: chain.indexCandles, slot: () => market.current()?.slot });
  const engine: Engine = {
    version,
    identities,
    accounts,
    apiKeys,
    credentials,
    limits,
    history,
    activity: createActivityStore({ database }),
    performance: createTraderPerformance({ facts: createPerformanceFacts({ database }), market }),
    intake,
    isIntakePaused,
    status: createSystemStatus({ version, market: marketSource, isIntakePaused, readLoad: load.read }),
    feed,
    market: marketSource,
    candles,
    indexStream: createIndexFeed({ market: marketSource, ask: chain.indexPrices, logger }).stream,
    dayStats: createDayStats({ candles }),
    dispatch: dispatcher.dispatch,
    publishNews: publisher.publish,
  };

  const auth = createAuth({
    database,
    accounts,
    walletOf,
    publicUrl,
    trusted,
    secret: settings.AUTH_SECRET,
    cookieNames: cookies.names,
    logger,
  });
  const pages = opts.pages({ port });
  const socketOptions = {
    engine,
    addressOf,
    logger,
    ...(opts.socketLimits === undefined ? {} : { limits: opts.socketLimits }),
  };
  const socketsAt = new Map([
    [SOCKET_PATH, createSocketServer(socketOptions)],
    [EXECUTE_PATH, createPlainSockets({ ...socketOptions, messages: orderMessages })],
    [STREAM_PATH, createPlainSockets({ ...socketOptions, messages: allOrdersMessages })],
  ]);

  const watch = createCredentialWatch({ engine });
  const stream = createOrderStream({ engine, addressOf, watch, logger });
  const streams = createStreamLines({ engine, addressOf, watch });
  const listener = createRequestListener({
    trpc: createTrpcHandler({ engine, trusted, addressOf, streams, logger }),
    auth: createAuthHandler({ engine, auth, cookies, publicUrl, trusted, addressOf, logger }),
    ordersCsv: createOrdersCsvHandler({ engine, trusted, addressOf, watch, logger }),
    plain: createPlainHandler({
      engine,
      trusted,
      addressOf,
      logger,
      publicUrl,
      sessionCookie: cookies.names.own,
      stream,
    }),
    pages: pages.handle,
    headers: createSecurityHeaders({ publicUrl, trusted, dev }),
    dev,
    readiness: shareWhileAsking(() =>
      readiness({
        databaseHealth: database.health,
        redisProblem: redisHealth.check,
        market: engine.market,
      }),
    ),
    trusted,
    limits,
    addressOf,
    logger,
  });
  server.on('request', listener);
  // An expectation that we don't know is none that we must meet (RFC 9110, 10.1.1).
  server.on('checkExpectation', listener);
  server.on('clientError', answerUnread);
  const pageSockets = new Set<Socket>();
  function onUpgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    if (!asksForWebSocket(req)) {
      serveWithoutUpgrade({ server, req, socket, head });
      return;
    }
    connections.keep(socket);
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
    const sockets = socketsAt.get((req.url ?? '').split('?')[0] ?? '');
    if (sockets !== undefined) {
      void admitUpgrade({ req, socket, trusted, limits, addressOf })
        .then((admitted) => {
          if (admitted) sockets.upgrade({ req, socket, head });
        })
        .catch((error: unknown) => {
          logger.error({ err: error }, 'a socket could not be opened');
          socket.destroy();
        });
      return;
    }
    pageSockets.add(socket);
    socket.once('close', () => pageSockets.delete(socket));
    pages.upgrade(req, socket, head);
  }
  // What was asked before on the same connection is answered before.
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) =>
    answers.whenAnswered(socket, () => onUpgrade(req, socket, head)),
  );
  market.start({ intervalMs: feedIntervalMs(settings.SLOT_TIME_MS) });
  feed.start();

  return {
    url: publicUrl,
    port,
    engine,
    socketCount: () => [...socketsAt.values()].reduce((sum, sockets) => sum + sockets.size(), 0),
    async stop({ deadlineMs }) {
      streams.close();
      const closed = closeServer({ server, connections: connections.speakingHttp, deadlineMs: deadlineMs / 2 });
      stream.close();
      await Promise.all([...socketsAt.values()].map((sockets) => sockets.close()));
      for (const socket of pageSockets) socket.destroy();
      await closed;
      feed.stop();
      unlisten();
      secret.stop();
      await Promise.allSettled([
        market.stop(),
        pages.close(),
        subscriber.close(),
        load.close(),
        publisher.close(),
        dispatcher.close(),
        redisHealth.close(),
        disconnect(counting),
      ]);
      await database.close();
    },
  };
}
