import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { orderRequest } from '../testing/orderRequest.ts';
import { type Guest, type TestServer, testServer } from './testing/testServer.ts';

async function post(opts: {
  stack: TestServer;
  path?: string;
  guest?: Guest;
  headers?: Record<string, string>;
  body?: string;
}): Promise<{ status: number; code: string; text: string }> {
  const response = await fetch(`${opts.stack.url}${opts.path ?? '/api/trpc/orders.place'}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(opts.guest === undefined ? {} : { cookie: opts.guest.cookie }),
      ...opts.headers,
    },
    body: opts.body ?? JSON.stringify(orderRequest()),
  });
  const answer = (await response.json()) as { error?: { data: { code: string; text: string } } };
  return { status: response.status, code: answer.error?.data.code ?? 'accepted', text: answer.error?.data.text ?? '' };
}

const orderCount = async (stack: TestServer) =>
  Number((await stack.db.owner`select count(*) from engine.orders`)[0]?.count);

describe('HTTP', () => {
  it('acts on a cookie only for requests that come from our own pages or from programs', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${stack.url}.evil.example` },
      { origin: stack.url.replace(/\d+$/, '1') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const refused = { status: 403, code: headers.origin === undefined ? 'FORBIDDEN' : 'ORIGIN_NOT_ALLOWED' };
      expect(await post({ stack, guest, headers })).toMatchObject(refused);
      const sessionless = await post({ stack, path: '/api/auth/sign-in/anonymous', headers, body: '{}' });
      expect(sessionless).toMatchObject(refused);
    }
    expect(await orderCount(stack)).toBe(0);
    const ours: Record<string, string>[] = [{ origin: stack.url }, { 'sec-fetch-site': 'same-origin' }, {}];
    for (const headers of ours) {
      expect(await post({ stack, guest, headers })).toMatchObject({ status: 200, code: 'accepted' });
    }
    expect(await orderCount(stack)).toBe(3);
  });

  it('takes mutations as JSON by POST only', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      '',
    ]) {
      expect(await post({ stack, guest, headers: { 'content-type': type } })).toMatchObject({
        status: 400,
        code: 'INVALID_REQUEST',
      });
    }
    const get = await fetch(
      `${stack.url}/api/trpc/orders.place?input=${encodeURIComponent(JSON.stringify(orderRequest()))}`,
      {
        headers: { cookie: guest.cookie },
      },
    );
    expect(get.status).toBe(405);
    // tRPC answers a subscription over HTTP with an event stream; here it contains the refusal and ends.
    const stream = await fetch(`${stack.url}/api/trpc/market.onPools`, { headers: { cookie: guest.cookie } });
    expect(await stream.text()).toContain('Subscriptions are opened over the WebSocket');
    expect(await orderCount(stack)).toBe(0);
  });

  it('bounds bodies and batches', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const big = JSON.stringify({ ...orderRequest(), padding: 'x'.repeat(1_000_000) });
    expect(await post({ stack, guest, body: big })).toMatchObject({ status: 413, code: 'INVALID_REQUEST' });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(`${stack.url}/api/trpc/orders.place`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: guest.cookie, 'transfer-encoding': 'chunked' },
      });
      req.once('response', (res) => resolve(res.statusCode));
      req.once('error', reject);
      for (let i = 0; i < 20; i += 1) req.write('x'.repeat(10_000));
      req.end();
    });
    expect(status).toBe(413);

    const batch = (size: number) => ({
      path: `/api/trpc/${Array.from({ length: size }, () => 'orders.place').join(',')}?batch=1`,
      body: JSON.stringify(Object.fromEntries(Array.from({ length: size }, (_, i) => [i, orderRequest()]))),
    });
    expect((await post({ stack, guest, ...batch(11) })).status).toBe(400);
    expect(await orderCount(stack)).toBe(0);
    const ten = batch(10);
    const response = await fetch(`${stack.url}${ten.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: guest.cookie },
      body: ten.body,
    });
    expect(response.status).toBe(200);
    expect(await orderCount(stack)).toBe(10);
  });

  it('requires a live session, and refuses inside the answer', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const forged = guest.cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A'));
    for (const cookie of ['', forged, 'oee.session=abc.def']) {
      expect(await post({ stack, headers: { cookie } })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
    expect(await orderCount(stack)).toBe(0);
  });

  it('reveals no stack, statement or path in an internal error', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    await stack.db.owner`alter table engine.orders rename to elsewhere`;
    const response = await fetch(`${stack.url}/api/trpc/orders.list`, { headers: { cookie: guest.cookie } });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      error: { data: { code: 'INTERNAL', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    });
    expect(text).not.toMatch(/select|relation|elsewhere|engine\.|node_modules|\.ts/i);
  });

  it('reports the fault at /readyz and is alive at /healthz', async () => {
    await using stack = await testServer();
    const look = async (path: string) => {
      const response = await fetch(`${stack.url}${path}`);
      return { status: response.status, body: (await response.json()) as unknown };
    };
    expect(await look('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    await expect
      .poll(() => look('/readyz'), { timeout: 60_000 })
      .toMatchObject({ status: 200, body: { status: 'ready' } });
    await stack.db.owner`alter schema engine rename to gone`;
    await expect
      .poll(() => look('/readyz'), { timeout: 60_000 })
      .toMatchObject({
        status: 503,
        body: { status: 'unready', parts: { database: { ok: false, message: expect.stringContaining('Postgres') } } },
      });
    expect((await look('/healthz')).status).toBe(200);
  });
});

describe('market and quotes', () => {
  it('are open without a session', async () => {
    await using stack = await testServer();
    const { client } = stack.clientOf('none=1');
    expect((await client.market.tokens.query()).map((token) => token.symbol)).toContain('SOL');
    expect(await client.market.pools.query()).toMatchObject({ since: null, slot: 100 });
    const quote = await client.quotes.get.query({
      tokenIn: 'SOL',
      tokenOut: 'USDC',
      amountIn: '1000000000',
      slippageBps: 100,
    });
    expect(quote).toMatchObject({
      decision: { kind: 'route', route: { amountOut: '149622015' } },
      minOut: '148125794',
    });
    const none = await client.quotes.get.query({ tokenIn: 'SOL', tokenOut: 'BONK', amountIn: '1000000000' });
    expect(none).toMatchObject({ decision: { kind: 'no-route', reason: 'no-pool' }, minOut: null });
    const candles = await client.market.candles.query({ base: 'SOL', quote: 'USDC', interval: '1m', limit: 10 });
    expect(candles).toHaveLength(10);
    expect((candles[0]?.time ?? 1) % 60).toBe(0);
    expect((await client.market.day.query()).find(({ pair }) => pair === 'SOL/USDC')).toMatchObject({
      open: '1.0',
      high: '1.5',
      low: '0.5',
    });
  });
});
