import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Logger } from '../../runtime/logger.ts';
import type { Engine } from '../engine.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { createCallContext } from '../trpc/context.ts';
import { shapeOfThrown } from '../trpc/errorShape.ts';
import { endSockets } from '../ws/endSockets.ts';
import { createSocketLine } from '../ws/socketLine.ts';
import type { SocketServer } from '../ws/socketServer.ts';
import { createSocketWatch, type SocketLimits } from '../ws/socketWatch.ts';
import { plainErrorOf } from './plainError.ts';
import type { PlainMessages } from './plainMessages.ts';

/** Close code after the final event. */
const OVER = 1000;
/** Close code for a client that sends: nothing is read here. */
const NOT_READ = 1008;
/** An error closes with 4000 and its HTTP status: 4404 for an order that is not the trader's, 4401 without a live session or key. */
const CLOSE_BASE = 4000;
/** The longest message that is taken up at all, bytes. */
const MAX_MESSAGE_BYTES = 1024;
/** Milliseconds between pings; a socket that did not answer the previous one is closed. */
const PING_MS = 15_000;

/** Pings as the protocol has them, which every WebSocket library answers by itself. */
function keepAlive(ws: WebSocket): void {
  let answered = true;
  ws.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return ws.terminate();
    answered = false;
    ws.ping();
  }, PING_MS);
  ws.once('close', () => clearInterval(timer));
}

/**
 * Events over a bare WebSocket. Of one order, `/api/orders/execute?orderId=…`: `{"status":"connected"}`, then each event as JSON from the first
 * on (or after `&after=<seq>`), then a close with 1000. Of all orders, `/api/orders/stream`: the same without an end. Any other end has another
 * code: 4000 and the HTTP status after an error, which is sent before, 1012 when the server restarts. It is `orders.onStatus` or `orders.onUpdate`
 * underneath: the same owner, pace and watch.
 */
export function createPlainSockets(opts: {
  engine: Engine;
  addressOf: AddressOf;
  logger: Logger;
  messages: PlainMessages;
  limits?: SocketLimits;
}): SocketServer {
  const { engine, addressOf, logger, messages } = opts;
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const watch = createSocketWatch({
    engine,
    ...(opts.limits === undefined ? {} : { limits: opts.limits }),
  });

  async function tell(opts: { ws: WebSocket; socket: Socket; req: IncomingMessage }): Promise<void> {
    const { ws, socket, req } = opts;
    const left = new AbortController();
    ws.once('close', () => left.abort());
    const context = createCallContext({ engine, req, addressOf, line: createSocketLine({ ws, socket }) });
    watch.add({ ws, socket });
    watch.follow({ ws, credentials: context.credentials });
    const caller = appRouter.createCaller(context, { signal: left.signal });
    for await (const message of messages({ caller, req })) ws.send(message);
    if (!left.signal.aborted) ws.close(OVER, 'the order is final');
  }

  function refuse(opts: { ws: WebSocket; error: unknown }): void {
    const { ws, error } = opts;
    const shape = shapeOfThrown(error);
    const { code, requestId, httpStatus } = shape.data;
    if (code === 'INTERNAL') logger.error({ err: error, requestId }, 'a plain socket failed');
    if (ws.readyState !== ws.OPEN) return;
    ws.send(JSON.stringify(plainErrorOf(shape)));
    ws.close(CLOSE_BASE + httpStatus, code);
  }

  return {
    upgrade({ req, socket, head }) {
      wss.handleUpgrade(req, socket, head, (ws) => {
        ws.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
        ws.on('message', () => ws.close(NOT_READ, 'nothing is to be sent here'));
        keepAlive(ws);
        tell({ ws, socket, req }).catch((error: unknown) => refuse({ ws, error }));
      });
    },
    size: () => wss.clients.size,
    async close() {
      watch.close();
      await endSockets(wss.clients);
    },
  };
}
