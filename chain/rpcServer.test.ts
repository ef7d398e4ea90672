import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { MAX_BATCH_CALLS, RPC_ERRORS } from '../core/chain/chainApi.ts';
import { createLogger } from '../runtime/logger.ts';
import { createSlotFeed } from '../runtime/slotFeed.ts';
import type { RequestFate } from './faults.ts';
import { RpcRefusal } from './rpcRefusal.ts';
import { createRpcServer } from './rpcServer.ts';
import { createSlotSubscriptions } from './slotSubscriptions.ts';

const TOKEN = 'a-token-of-thirty-two-characters';

/** A server whose methods echo, refuse or break. */
async function echoServer() {
  const state: { fate: RequestFate; called: string[]; ok: boolean } = { fate: 'served', called: [], ok: true };
  const subscriptions = createSlotSubscriptions({
    genesisHash: 'genesis',
    logger: createLogger({ name: 'test', level: 'silent', format: 'json' }),
  });
  const server = createRpcServer({
    methods(method, given) {
      state.called.push(method);
      if (method === 'refuse') throw new RpcRefusal({ code: -1, message: 'no', err: 'BlockhashNotFound' });
      if (method === 'break') throw new Error('a secret of the database');
      return { method, given };
    },
    health: () => ({ ok: state.ok, slot: 1 }),
    requestFate: async () => state.fate,
    token: TOKEN,
    hostNames: ['chain.example'],
    subscriptions,
    logger: createLogger({ name: 'test', level: 'silent', format: 'json' }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (body: string, type = 'application/json') =>
    fetch(url, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${TOKEN}` }, body });
  return {
    state,
    url,
    subscriptions,
    post,
    ask: async (body: unknown) => (await post(JSON.stringify(body))).json() as Promise<unknown>,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const made = (slot: number) => ({ slot, landedAt: 1, landed: [] });
const call = (id: number, method: string, params?: unknown) => ({ jsonrpc: '2.0', id, method, params });

describe('createRpcServer', () => {
  it('answers a call, and a batch in order with each its own result or error', async () => {
    await using server = await echoServer();
    expect(await server.ask(call(1, 'one', ['a']))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: { method: 'one', given: ['a'] },
    });
    expect(await server.ask([call(7, 'one'), call(8, 'refuse'), { hello: 'world' }, call(9, 'break')])).toEqual([
      { jsonrpc: '2.0', id: 7, result: { method: 'one' } },
      { jsonrpc: '2.0', id: 8, error: { code: -1, message: 'no', data: { err: 'BlockhashNotFound' } } },
      { jsonrpc: '2.0', id: null, error: { code: RPC_ERRORS.invalidRequest, message: 'Invalid request' } },
      { jsonrpc: '2.0', id: 9, error: { code: RPC_ERRORS.internal, message: 'Internal error' } },
    ]);
  });

  it('refuses what is no JSON, an empty batch and one too large', async () => {
    await using server = await echoServer();
    expect(await (await server.post('{')).json()).toMatchObject({ error: { code: RPC_ERRORS.parseError } });
    for (const batch of [[], Array.from({ length: MAX_BATCH_CALLS + 1 }, (_, id) => call(id, 'one'))]) {
      expect(await server.ask(batch)).toMatchObject({ error: { code: RPC_ERRORS.invalidRequest } });
    }
    expect(server.state.called).toEqual([]);
  });

  it('speaks by POST of JSON only, and tells its health', async () => {
    await using server = await echoServer();
    expect((await fetch(server.url)).status).toBe(405);
    expect((await server.post('{}', 'text/plain')).status).toBe(415);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    server.state.ok = false;
    expect((await fetch(`${server.url}/healthz`)).status).toBe(503);
  });

  it('loses requests before they do anything and answers after, of sending requests alone', async () => {
    await using server = await echoServer();
    const sending = JSON.stringify([call(1, 'one'), call(2, 'sendTransaction')]);
    server.state.fate = 'request-lost';
    await expect(server.post(sending)).rejects.toThrow();
    expect(server.state.called).toEqual([]);
    server.state.fate = 'answer-lost';
    await expect(server.post(sending)).rejects.toThrow();
    expect(server.state.called).toEqual(['one', 'sendTransaction']);
    expect(await server.ask(call(3, 'one'))).toMatchObject({ id: 3 });
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer another-token-of-thirty-two-chars' }],
    ['a part of the token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('answers 401 to %s, and runs nothing', async (_what, headers) => {
    await using server = await echoServer();
    for (const method of ['getPools', 'sendTransaction']) {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(call(1, method)),
      });
      expect(response.status).toBe(401);
    }
    expect(server.state.called).toEqual([]);
  });

  it('answers under no foreign host name, token or not', async () => {
    await using server = await echoServer();
    const ask = (host: string, path = '/', method = 'POST') =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host, 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
        request(server.url + path, { method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end(method === 'POST' ? JSON.stringify(call(1, 'one')) : undefined);
      });
    for (const host of [
      'evil.example',
      'evil.example:8899',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'a b',
    ]) {
      expect(await ask(host), host).toBe(403);
      expect(await ask(host, '/healthz', 'GET'), host).toBe(403);
    }
    expect(server.state.called).toEqual([]);
    for (const host of ['127.0.0.1:8899', '[::1]:8899', 'localhost', 'LOCALHOST:1', 'chain.example:8899'])
      expect(await ask(host), host).toBe(200);
  });

  it('tells of slots those who show the token and subscribe, until they leave', async () => {
    await using server = await echoServer();
    const logger = createLogger({ name: 'test', level: 'silent', format: 'json' });
    const feedWith = (token: string) => createSlotFeed({ url: server.url, token, silentMs: 60_000, logger });
    const [feed, stranger] = [feedWith(TOKEN), feedWith('another-token-of-thirty-two-chars')];
    let heard = 0;
    const stop = feed.onSlot(() => {
      heard += 1;
    });
    expect(feed.heardAt()).toBeUndefined();
    await expect
      .poll(() => {
        server.subscriptions.tell(made(7));
        return feed.heardAt();
      })
      .toBeGreaterThan(0);
    expect(stranger.heardAt()).toBeUndefined();
    const before = heard;
    stop();
    server.subscriptions.tell(made(8));
    await expect.poll(() => feed.heardAt()).toBeGreaterThan(0);
    expect(heard).toBe(before);
    // A connection that breaks is made again.
    server.subscriptions.close();
    await expect.poll(() => feed.heardAt()).toBeUndefined();
    feed.close();
    stranger.close();
  });

  it.each([
    ['no token', '127.0.0.1', '401 Unauthorized'],
    ['a foreign host name', 'evil.example', '403 Forbidden'],
  ])('refuses a subscriber with %s, and outlives one that resets the connection', async (_what, host, status) => {
    await using server = await echoServer();
    const ask = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    const port = Number(new URL(server.url).port);
    const refused = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    refused.write(ask);
    const [answer] = await once(refused, 'data');
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`));
    // The server closes its side for good: nobody holds a connection by never closing.
    await once(refused, 'end');
    refused.destroy();
    for (let i = 0; i < 20; i += 1) {
      const reset = connect({ port, host: '127.0.0.1' });
      await once(reset, 'connect');
      reset.write(ask, () => reset.resetAndDestroy());
      await once(reset, 'close');
    }
    expect(await server.ask(call(1, 'one'))).toMatchObject({ id: 1 });
  });

  it('speaks JSON-RPC to subscribers', async () => {
    await using server = await echoServer();
    const socket = new WebSocket(server.url, { headers: { authorization: `Bearer ${TOKEN}` } });
    await once(socket, 'open');
    const ask = async (message: string) => {
      socket.send(message);
      const [answer] = await once(socket, 'message');
      return JSON.parse(String(answer));
    };
    expect(await ask('no JSON')).toMatchObject({ id: null, error: { code: RPC_ERRORS.invalidRequest } });
    expect(await ask(JSON.stringify(call(1, 'getPools')))).toMatchObject({
      id: 1,
      error: { code: RPC_ERRORS.methodNotFound },
    });
    const { result: subscription } = await ask(JSON.stringify(call(2, 'slotSubscribe')));
    // One subscription a connection: more would be told the same.
    expect(await ask(JSON.stringify(call(2, 'slotSubscribe')))).toMatchObject({
      error: { code: RPC_ERRORS.invalidRequest, message: 'This connection is subscribed to slots already.' },
    });
    server.subscriptions.tell(made(7));
    const [told] = await once(socket, 'message');
    const result = { slot: 7, parent: 6, root: 7, genesisHash: 'genesis', landed: [] };
    expect(JSON.parse(String(told))).toEqual({
      jsonrpc: '2.0',
      method: 'slotNotification',
      params: { result, subscription },
    });
    expect(await ask(JSON.stringify(call(3, 'slotUnsubscribe', [subscription])))).toMatchObject({ result: true });
    expect(await ask(JSON.stringify(call(4, 'slotUnsubscribe', [subscription])))).toMatchObject({
      error: { code: RPC_ERRORS.invalidParams },
    });
    socket.terminate();
  });
});
