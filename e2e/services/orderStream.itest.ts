import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { confirmOrder } from '../server/testing/orderSteps.ts';
import { eventually, type TestServer, testServer } from '../server/testing/testServer.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { newApiKey } from './testing/newApiKey.ts';

type Event = { id: string | undefined; event: string; data: Record<string, unknown> };
const WAIT_MS = 30_000;

/** Parses server-sent events by the standard; comments are left out. */
function eventsIn(text: string): Event[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const fields = block.split('\n').map((line) => /^(\w+): (.*)$/.exec(line)?.slice(1) ?? []);
      const of = (name: string) => fields.find(([field]) => field === name)?.[1];
      const data = of('data');
      return data === undefined ? [] : [{ id: of('id'), event: of('event') ?? 'message', data: JSON.parse(data) }];
    });
}

/** A stream as read by curl. */
async function open(stack: TestServer, headers: Record<string, string>, query = '') {
  const call = get(`${stack.url}/api/orders/stream${query}`, { headers, agent: false });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('error', () => {});
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  return {
    status: response.statusCode,
    headers: response.headers,
    events: () => eventsIn(text),
    text: () => text,
    ended,
    leave: () => call.destroy(),
    until: (count: number) => eventually(() => eventsIn(text).length >= count, WAIT_MS),
  };
}

const key = async (stack: TestServer) => ({ 'x-api-key': await newApiKey(stack.url) });
const placeBy = async (stack: TestServer, headers: Record<string, string>): Promise<string> => {
  const response = await fetch(`${stack.url}/api/orders/execute`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(orderRequest()),
  });
  return ((await response.json()) as { orderId: string }).orderId;
};

describe('the stream of all orders', { timeout: 240_000 }, () => {
  it('delivers every event of every order once and in order, live and from any point', async () => {
    await using stack = await testServer();
    const headers = await key(stack);
    const live = await open(stack, headers);
    expect(live.status).toBe(200);
    expect(live.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    await live.until(1);
    expect(live.events()).toEqual([
      { id: '0', event: 'connected', data: { status: 'connected', cursor: '0', latest: '0' } },
    ]);
    const orders = await Promise.all(Array.from({ length: 5 }, () => placeBy(stack, headers)));
    for (const orderId of orders) await confirmOrder({ execution: stack.execution, orderId });
    await live.until(1 + 25);
    const all = live.events().slice(1);
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, at) => String(at + 1)));
    expect(all.every(({ event, id, data }) => event === 'message' && data.traderSeq === id)).toBe(true);
    const ofFirst = all.filter(({ data }) => data.orderId === orders[0]).map(({ data }) => data);
    const told = await fetch(`${stack.url}/api/orders/${orders[0]}`, { headers });
    expect(((await told.json()) as { events: unknown }).events).toEqual(ofFirst);
    expect(ofFirst.map(({ status }) => status)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);

    // From the address and from the header; with both, the header counts, since a browser sends it when it reconnects.
    for (const [query, more, first] of [
      ['?after=0', {}, 1],
      ['?after=20', {}, 21],
      ['', { 'last-event-id': '22' }, 23],
      ['?after=3', { 'last-event-id': '23' }, 24],
    ] as const) {
      const resumed = await open(stack, { ...headers, ...more }, query);
      await resumed.until(1 + 26 - first);
      expect(resumed.events().slice(1)).toEqual(all.slice(first - 1));
      resumed.leave();
    }
    // Over a WebSocket the events are the same.
    const ws = new WebSocket(`${stack.url.replace('http', 'ws')}/api/orders/stream?after=10`, { headers });
    const messages: unknown[] = [];
    ws.on('message', (data) => messages.push(JSON.parse(String(data))));
    await eventually(() => messages.length === 16, WAIT_MS);
    expect(messages).toEqual([
      { status: 'connected', cursor: '10', latest: '25' },
      ...all.slice(10).map(({ data }) => data),
    ]);
    ws.close();
    live.leave();
    // There are no subscribers any more: the cursors are closed.
    await eventually(() => stack.server.engine.feed.size() === 0, WAIT_MS);
  });

  it('belongs to one trader, ends with the key, and ends when the server does', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { key: made, secret } = await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] });
    const mine = await open(stack, { 'x-api-key': secret });
    const byCookie = await open(stack, { cookie: guest.cookie });
    const other = await open(stack, await key(stack));
    await Promise.all([mine.until(1), other.until(1), byCookie.until(1)]);
    await placeBy(stack, { cookie: guest.cookie });
    await Promise.all([mine.until(2), byCookie.until(2)]);
    await guest.client.apiKeys.revoke.mutate({ keyId: made.id });
    await mine.ended;
    const last = mine.events().at(-1);
    expect(last).toMatchObject({ event: 'error', data: { error: { code: 'UNAUTHENTICATED' } } });
    await placeBy(stack, { cookie: guest.cookie });
    await byCookie.until(3);
    expect(mine.events()).toHaveLength(3);
    const stopping = stack.restart();
    await Promise.all([byCookie.ended, other.ended]);
    await stopping;
    expect(other.events()).toHaveLength(1);
    const again = await open(stack, { cookie: guest.cookie, 'last-event-id': '1' });
    await again.until(2);
    expect(again.events()[1]).toMatchObject({ id: '2', data: { status: 'pending' } });
    again.leave();
  });

  it('refuses in the form of the plain interface, and counts as a socket', async () => {
    await using stack = await testServer({ env: { LIMIT_SOCKETS_PER_TRADER: '2' } });
    const headers = await key(stack);
    const refused = async (given: Record<string, string>, query = '', method = 'GET') => {
      const response = await fetch(`${stack.url}/api/orders/stream${query}`, { headers: given, method });
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      return [response.status, error.code];
    };
    expect(await refused({})).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refused({ 'x-api-key': 'oee_x' })).toEqual([401, 'UNAUTHENTICATED']);
    for (const after of ['x', '-1', '1.5', '1e3', '9'.repeat(19), '%00'])
      expect(await refused(headers, `?after=${after}`)).toEqual([400, 'INVALID_REQUEST']);
    expect(await refused({ ...headers, 'last-event-id': 'x' })).toEqual([400, 'INVALID_REQUEST']);
    expect(await refused(headers, '', 'POST')).toEqual([405, 'INVALID_REQUEST']);
    expect(await refused({ origin: 'https://evil.example', cookie: 'a=b' })).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    const two = [await open(stack, headers), await open(stack, headers)];
    expect(await refused(headers)).toEqual([429, 'TOO_MANY_REQUESTS']);
    for (const one of two) one.leave();
    let next = await open(stack, headers);
    while (next.status === 429) next = await open(stack, headers);
    expect(next.status).toBe(200);
    next.leave();
  });
});
