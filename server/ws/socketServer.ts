import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { applyWSSHandler, type Encoder } from '@trpc/server/adapters/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../runtime/logger.ts';
import type { Engine } from '../engine.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import { MAX_BODY_BYTES } from '../http/readBody.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { createCallContext, type SocketLine } from '../trpc/context.ts';
import { logTrpcError } from '../trpc/logTrpcError.ts';
import { boundMessages } from './boundMessages.ts';
import { encodeMessage } from './encodeMessage.ts';
import { endSockets } from './endSockets.ts';
import { createSocketLine, MAX_SUBSCRIPTIONS } from './socketLine.ts';
import { createSocketWatch, type SocketLimits } from './socketWatch.ts';

export const SOCKET_PATH = '/api/ws';

/**
 * JSON with at most as many calls per message as a socket may hold subscriptions, since a reconnecting client requests all of its subscriptions
 * in one message.
 */
const encoder: Encoder = {
  encode: encodeMessage,
  decode: (data) => {
    if (typeof data !== 'string') throw new Error('messages are sent as text');
    const message: unknown = JSON.parse(data);
    if (Array.isArray(message) && message.length > MAX_SUBSCRIPTIONS)
      throw new Error(`more than ${MAX_SUBSCRIPTIONS} calls in a message`);
    return message;
  },
};

/** True for errors that `ws` and Node raise about a connection. */
function isSocketError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(WS_ERR_|ECONN|EPIPE)/.test(String(error.code));
}

export type SocketServer = {
  /** Takes over a connection whose upgrade was admitted (admitUpgrade). */
  upgrade(opts: { req: IncomingMessage; socket: Socket; head: Buffer }): void;
  /** Number of open sockets. */
  size(): number;
  /** Asks clients to connect again elsewhere, then closes all sockets. */
  close(): Promise<void>;
};

/**
 * tRPC over WebSocket, with a keep-alive and a watch while open. An API key comes with the upgrade or, from clients that can't set headers, in
 * the connection's parameters.
 */
export function createSocketServer(opts: {
  engine: Engine;
  addressOf: AddressOf;
  logger: Logger;
  limits?: SocketLimits;
}): SocketServer {
  const { engine, addressOf, logger } = opts;
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  const lines = new WeakMap<WebSocket, SocketLine>();
  const watch = createSocketWatch({
    engine,
    ...(opts.limits === undefined ? {} : { limits: opts.limits }),
  });

  const handler = applyWSSHandler({
    wss,
    router: appRouter,
    createContext: ({ req, res, info }) => {
      const connectionKey = info.connectionParams?.apiKey;
      const context = createCallContext({ engine, req, addressOf, line: lines.get(res), connectionKey });
      watch.follow({ ws: res, credentials: context.credentials });
      return context;
    },
    onError: ({ error, path }) => {
      // Invalid frames and broken connections: the client caused them, and the socket is already closed.
      if (path === undefined && isSocketError(error.cause)) logger.debug({ err: error.cause }, 'a socket broke');
      else logTrpcError({ error, procedure: path, logger });
    },
    keepAlive: { enabled: true, pingMs: 15_000, pongWaitMs: 10_000 },
    experimental_encoder: encoder,
  });

  return {
    upgrade({ req, socket, head }) {
      wss.handleUpgrade(req, socket, head, (ws) => {
        boundMessages({ ws, perMinute: engine.limits.sockets.messagesPerMinute });
        lines.set(ws, createSocketLine({ ws, socket }));
        watch.add({ ws, socket });
        wss.emit('connection', ws, req);
      });
    },
    size: () => wss.clients.size,
    async close() {
      watch.close();
      handler.broadcastReconnectNotification();
      await endSockets(wss.clients);
    },
  };
}
