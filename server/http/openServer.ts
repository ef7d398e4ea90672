import { createServer, type Server } from 'node:http';
import type { ServerSettings } from '../../runtime/settings.ts';
import { type AnswersUnderWay, followAnswers } from './answersUnderWay.ts';
import { type Connections, shareConnections } from './connections.ts';
import { listen } from './listen.ts';
import { closeSlowReaders } from './slowReaders.ts';

/** Time-outs for clients, milliseconds. */
export type ClientTimes = {
  /** For the head of a request, and so for the first byte of a new connection. */
  readonly headersMs: number;
  /** For a whole request to arrive, and for the client to read a piece of an answer. */
  readonly requestMs: number;
};
const CLIENT_TIMES: ClientTimes = { headersMs: 10_000, requestMs: 30_000 };

export type OpenServer = {
  readonly server: Server;
  readonly port: number;
  readonly answers: AnswersUnderWay;
  readonly connections: Connections;
};

/** A listening server with its limits on connections, slow clients and slow readers. No request handler is attached yet. */
export async function openServer(opts: {
  settings: ServerSettings;
  clientTimes?: ClientTimes | undefined;
}): Promise<OpenServer> {
  const { settings, clientTimes = CLIENT_TIMES } = opts;
  const server = createServer({
    headersTimeout: clientTimes.headersMs,
    requestTimeout: clientTimes.requestMs,
    // Node checks its time-outs this often; by default twice a minute.
    connectionsCheckingInterval: clientTimes.headersMs / 10,
    keepAliveTimeout: settings.KEEP_ALIVE_SECONDS * 1_000,
    requireHostHeader: false,
  });
  const answers = followAnswers(server);
  const connections = shareConnections({
    server,
    answers,
    // Behind our own proxies, all connections are the proxies'.
    perAddress: settings.TRUSTED_PROXY_HOPS > 0 ? 0 : settings.LIMIT_CONNECTIONS_PER_ADDRESS,
    total: settings.LIMIT_CONNECTIONS,
  });
  closeSlowReaders({ server, connections: connections.speakingHttp, patienceMs: clientTimes.requestMs });
  // The development server compiles a page while its reader waits.
  if (settings.NODE_ENV !== 'development') server.setTimeout(clientTimes.requestMs);
  const port = await listen({ server, port: settings.PORT, host: settings.HOST });
  return { server, port, answers, connections };
}
