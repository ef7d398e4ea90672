import { connectDatabase } from '../drizzle/database.ts';
import { checkWalletSecretAtStart } from '../drizzle/walletSecret.ts';
import type { Logger } from '../runtime/logger.ts';
import { createPaperWallets } from '../runtime/paperWallet.ts';
import type { ServerSettings, SettingsError } from '../runtime/settings.ts';
import { createAuth } from './auth/auth.ts';
import { createCredentialWatch } from './auth/credentialWatch.ts';
import { createSessionCookies } from './auth/sessionCookie.ts';
import type { Engine } from './engine.ts';
import { type ChainReads, createEngineServices } from './engineServices.ts';
import { readiness } from './health.ts';
import { createAuthHandler } from './http/authHandler.ts';
import { answerUnread } from './http/bareAnswer.ts';
import { createAddressOf } from './http/clientAddress.ts';
import { closeServer, listeningAt } from './http/listen.ts';
import { type ClientTimes, openServer } from './http/openServer.ts';
import { createOrdersCsvHandler } from './http/ordersCsvHandler.ts';
import { createForeignOriginLog } from './http/originGuard.ts';
import { localUrl } from './http/publicUrl.ts';
import { createRequestListener } from './http/requestListener.ts';
import { createSecurityHeaders } from './http/securityHeaders.ts';
import { createStreamLines } from './http/streamLines.ts';
import { createTrpcHandler } from './http/trpcHandler.ts';
import { trustedOriginsOf } from './http/trustedOrigins.ts';
import type { Pages } from './pages.ts';
import { createPlainSockets } from './plain/executeSocket.ts';
import { createOrderStream } from './plain/orderStream.ts';
import { createPlainHandler } from './plain/plainHandler.ts';
import { allOrdersMessages, orderMessages } from './plain/plainMessages.ts';
import { EXECUTE_PATH, STREAM_PATH } from './plain/plainRoutes.ts';
import { shareWhileAsking } from './shareWhileAsking.ts';
import { createSocketServer, SOCKET_PATH } from './ws/socketServer.ts';
import type { SocketLimits } from './ws/socketWatch.ts';
import { takeUpgrades } from './ws/upgrades.ts';

export type RunningServer = {
  /** The address for browsers. */
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  /** Number of open sockets. */
  socketCount(): number;
  /** Ends sockets and requests, then the connections to everything else; within about `deadlineMs`. */
  stop(opts: { deadlineMs: number }): Promise<void>;
};

/**
 * Starts the API process. It listens even while Postgres, Redis or the chain can't be reached, and connects to each when it is available; until
 * then /readyz names the missing part and calls return the matching error.
 */
export async function startServer(opts: {
  settings: ServerSettings;
  logger: Logger;
  chain: ChainReads;
  version: string;
  /** Makes the pages for the given address. */
  pages(at: { port: number }): Pages;
  /** Called when Postgres is back and holds wallets of a different secret; the process must end. */
  onRefused?(error: SettingsError): void;
  socketLimits?: SocketLimits;
  clientTimes?: ClientTimes;
}): Promise<RunningServer> {
  const { settings, logger, chain, version } = opts;
  const database = connectDatabase({
    url: settings.DATABASE_URL,
    applicationName: 'server',
    max: settings.DATABASE_POOL,
  });
  const wallets = createPaperWallets({ secret: settings.WALLET_SECRET });
  const secret = await checkWalletSecretAtStart({
    database,
    wallets,
    onRefused: opts.onRefused ?? ((error) => logger.fatal(error.message)),
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const at = await openServer({ settings, clientTimes: opts.clientTimes });
  const { server, port, connections } = at;
  const publicUrl = settings.PUBLIC_URL ?? localUrl({ host: settings.HOST, port });
  const trusted = trustedOriginsOf({
    publicUrl,
    listening: listeningAt(server),
    onForeign: createForeignOriginLog({ warn: (facts, sentence) => logger.warn(facts, sentence), publicUrl }),
  });
  const dev = settings.NODE_ENV === 'development';
  const cookies = createSessionCookies({ publicUrl, secret: settings.AUTH_SECRET });
  const services = createEngineServices({
    settings,
    logger,
    chain,
    version,
    database,
    wallets,
    walletsChecked: secret.passed,
    cookies,
  });
  const { engine } = services;
  const { accounts, limits } = engine;
  const auth = createAuth({
    database,
    accounts,
    walletOf: wallets.walletAddress,
    publicUrl,
    trusted,
    secret: settings.AUTH_SECRET,
    cookieNames: cookies.names,
    logger,
  });
  const pages = opts.pages({ port });
  const addressOf = createAddressOf({ trustedHops: settings.TRUSTED_PROXY_HOPS });
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
        redisProblem: services.redisProblem,
        market: engine.market,
      }),
    ),
    trusted,
    limits,
    addressOf,
    logger,
  });
  server.on('request', listener);
  // An unknown expectation may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', listener);
  server.on('clientError', answerUnread);
  const upgrades = takeUpgrades({ at, socketsAt, pages, trusted, limits, addressOf, logger });
  services.start();

  return {
    url: publicUrl,
    port,
    engine,
    socketCount: upgrades.size,
    async stop({ deadlineMs }) {
      streams.close();
      const closed = closeServer({ server, connections: connections.speakingHttp, deadlineMs: deadlineMs / 2 });
      stream.close();
      await upgrades.close();
      await closed;
      secret.stop();
      await Promise.allSettled([services.close(), pages.close()]);
      await database.close();
    },
  };
}
