import { createServer, type Server } from 'node:http';
import type { ServerSettings } from '../../runtime/settings.ts';
import { type AnswersUnderWay, followAnswers } from './answersUnderWay.ts';
import { type Connections, shareConnections } from './connections.ts';
import { listen } from './listen.ts';
import { closeSlowReaders } from './slowReaders.ts';

/** How long clients may take, in milliseconds. */
export type ClientTimes = {
  /** For the head of a request, and so for a new connection to say anything. */
  readonly headersMs: number;
  /** For a whole request to arrive, and for a piece of an answer to be taken. */
  readonly requestMs: number;
};
const CLIENT_TIMES: ClientTimes = { headersMs: 10_000, requestMs: 30_000 };

export type OpenServer = {
  readonly server: Server;
  readonly port: number;
  readonly answers: AnswersUnderWay;
  readonly connections: Connections;
};

/** A server that listens, with its bounds on connections, on slow clients and on slow readers. Nothing answers requests yet. */
export async function openServer(opts: {
  settings: ServerSettings;
  clientTimes?: ClientTimes | undefined;
}): Promise<OpenServer> {
  const { settings, clientTimes = CLIENT_TIMES } = opts;
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
  // The development server compiles a page while its reader waits.
  if (settings.NODE_ENV !== 'development') server.setTimeout(clientTimes.requestMs);
  const port = await listen({ server, port: settings.PORT, host: settings.HOST });
  return { server, port, answers, connections };
}
