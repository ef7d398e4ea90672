import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { MAX_BATCH_CALLS, RPC_ERRORS } from '../core/chain/chainApi.ts';
import type { Logger } from '../runtime/logger.ts';
import type { RequestFate } from './faults.ts';
import type { RpcMethods } from './rpcMethods.ts';
import { RpcRefusal } from './rpcRefusal.ts';
import type { SlotSubscriptions } from './slotSubscriptions.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;

const rpcCall = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]),
  method: z.string(),
  params: z.unknown().optional(),
});
type RpcCall = z.infer<typeof rpcCall>;

export type Health = { readonly ok: boolean; readonly [detail: string]: unknown };

function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** The body of a request; undefined when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function failure(id: RpcCall['id'], refusal: RpcRefusal) {
  return { jsonrpc: '2.0', id, error: refusal.body };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RpcRefusal({ code: RPC_ERRORS.parseError, message: 'Parse error' });
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request shows the token; takes the same time however much of it is right. */
function showsToken(request: IncomingMessage, token: string): boolean {
  const [, shown] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return shown !== undefined && timingSafeEqual(digest(shown), digest(token));
}

/** Whether a request was meant for us. A page of a foreign host name that leads to our address (DNS rebinding) was not. */
function namesUs(request: IncomingMessage, hostNames: readonly string[]): boolean {
  const host = `http://${request.headers.host ?? ''}`;
  if (!URL.canParse(host)) return false;
  const name = new URL(host).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(name) !== 0 || name === 'localhost' || hostNames.includes(name);
}

/** JSON-RPC 2.0 over HTTP POST for those who show the token, one call or a batch, subscriptions over WebSocket, and GET /healthz. */
export function createRpcServer(opts: {
  readonly methods: RpcMethods;
  readonly health: () => Health;
  /** What happens to a request that sends transactions. */
  readonly requestFate: () => Promise<RequestFate>;
  /** Bearer token of every JSON-RPC request. */
  readonly token: string;
  /** Host names by which we are reached, beside `localhost` and addresses. */
  readonly hostNames: readonly string[];
  readonly subscriptions: Pick<SlotSubscriptions, 'upgrade'>;
  readonly logger: Logger;
}): Server {
  const { methods, logger } = opts;

  async function answerCall(raw: unknown): Promise<unknown> {
    const parsed = rpcCall.safeParse(raw);
    if (!parsed.success) {
      return failure(null, new RpcRefusal({ code: RPC_ERRORS.invalidRequest, message: 'Invalid request' }));
    }
    const { id, method } = parsed.data;
    try {
      return { jsonrpc: '2.0', id, result: await methods(method, parsed.data.params) };
    } catch (error) {
      if (error instanceof RpcRefusal) return failure(id, error);
      logger.warn({ err: error, method }, 'a call failed');
      return failure(id, new RpcRefusal({ code: RPC_ERRORS.internal, message: 'Internal error' }));
    }
  }

  async function answerRpc(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined) {
      answerJson(response, 413, { error: 'the body is too large' });
      return;
    }
    const parsed = parseBody(body);
    const calls: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
    if (calls.length === 0 || calls.length > MAX_BATCH_CALLS) {
      throw new RpcRefusal({ code: RPC_ERRORS.invalidRequest, message: 'Invalid request: too few or too many calls' });
    }
    const sends = calls.some((call) => rpcCall.safeParse(call).data?.method === 'sendTransaction');
    const fate = sends ? await opts.requestFate() : 'served';
    if (fate === 'request-lost') {
      request.socket.destroy();
      return;
    }
    const answers = await Promise.all(calls.map(answerCall));
    if (fate === 'answer-lost') request.socket.destroy();
    else answerJson(response, 200, Array.isArray(parsed) ? answers : answers[0]);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!namesUs(request, opts.hostNames)) {
      answerJson(response, 403, { error: 'no chain is served under this host name; see CHAIN_URL' });
    } else if (request.method === 'GET' && request.url === '/healthz') {
      const health = opts.health();
      answerJson(response, health.ok ? 200 : 503, health);
    } else if (request.method !== 'POST') {
      answerJson(response, 405, { error: 'JSON-RPC is spoken by POST' });
    } else if (!showsToken(request, opts.token)) {
      response.setHeader('www-authenticate', 'Bearer');
      answerJson(response, 401, { error: 'CHAIN_RPC_TOKEN has to be shown as a bearer token' });
    } else if (!request.headers['content-type']?.startsWith('application/json')) {
      answerJson(response, 415, { error: 'the content type must be application/json' });
    } else {
      await answerRpc(request, response);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      if (error instanceof RpcRefusal) answerJson(response, 200, failure(null, error));
      else {
        logger.warn({ err: error }, 'a request failed');
        response.destroy();
      }
    });
  });
  server.on('upgrade', (request, socket, head) => {
    // Node has let go of the socket: an error that nobody hears would end the process.
    socket.on('error', (error) => logger.debug({ err: error }, 'a connection broke'));
    if (!namesUs(request, opts.hostNames)) refuseUpgrade(socket, '403 Forbidden');
    else if (!showsToken(request, opts.token))
      refuseUpgrade(socket, '401 Unauthorized', 'www-authenticate: Bearer\r\n');
    else opts.subscriptions.upgrade({ request, socket, head });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

/** Answers and closes: a client that never closes its side would keep the socket. */
function refuseUpgrade(socket: Duplex, status: string, headers = ''): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${headers}connection: close\r\ncontent-length: 0\r\n\r\n`);
}
