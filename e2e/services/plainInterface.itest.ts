import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { confirmOrder } from '../server/testing/orderSteps.ts';
import { eventually, testServer } from '../server/testing/testServer.ts';
import { testEngine } from '../testing/testEngine.ts';
import { newApiKey } from './testing/newApiKey.ts';

type Json = Record<string, unknown>;

const body = (change: Json = {}) => ({
  type: 'market',
  tokenIn: 'SOL',
  tokenOut: 'USDC',
  amountIn: '1000000000',
  slippageBps: 2_000,
  idempotencyKey: randomUUID(),
  ...change,
});

/** The plain interface as used by curl. */
function plainClient(opts: { url: string; headers: Record<string, string> }) {
  const { url, headers } = opts;
  return async (path: string, init: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) => {
    const response = await fetch(new URL(path, url), {
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers: {
        ...headers,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body === undefined
        ? {}
        : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as Json };
  };
}

/** A bare WebSocket from start to end: its messages, and its close code. */
function follow(opts: { url: string; headers: Record<string, string>; query: string }) {
  const url = new URL(`/api/orders/execute?${opts.query}`, opts.url);
  url.protocol = 'ws:';
  const messages: Json[] = [];
  const ws = new WebSocket(url, { headers: opts.headers });
  ws.on('message', (data) => messages.push(JSON.parse(String(data)) as Json));
  const closed = new Promise<number>((resolve, reject) => {
    ws.once('close', resolve);
    ws.once('error', reject);
  });
  return { messages, closed, ws };
}

/** Compares answers with the document's description of them. */
async function checkerOf(document: Json) {
  const validated = await new Validator().validate(structuredClone(document));
  expect(validated).toEqual({ valid: true });
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'openapi');
  return (opts: { path: string; method: string; status: number; answer: unknown }) => {
    const pointer = [
      'paths',
      opts.path,
      opts.method,
      'responses',
      String(opts.status),
      'content',
      'application/json',
      'schema',
    ]
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('/');
    const check = ajv.compile({ $ref: `openapi#/${pointer}` });
    const right = check(opts.answer);
    expect(check.errors ?? [], `${opts.method} ${opts.path} ${opts.status}`).toEqual([]);
    expect(right).toBe(true);
  };
}

it('serves a whole order by bare HTTP and WebSocket, as the OpenAPI document describes', async () => {
  await using engine = await testEngine();
  const headers = { 'x-api-key': await newApiKey(engine.url) };
  const ask = plainClient({ url: engine.url, headers });
  const described = await ask('/api/openapi.json');
  expect(described.status).toBe(200);
  const check = await checkerOf(described.json());

  const quote = await ask('/api/quotes?tokenIn=SOL&tokenOut=USDC&amountIn=1000000000&slippageBps=100');
  check({ path: '/api/quotes', method: 'get', status: 200, answer: quote.json() });

  const request = body();
  const placed = await ask('/api/orders/execute', { body: request });
  expect(placed.status).toBe(201);
  check({ path: '/api/orders/execute', method: 'post', status: 201, answer: placed.json() });
  const orderId = String(placed.json().orderId);
  expect(placed.headers.get('location')).toBe(`/api/orders/${orderId}`);

  const whole = follow({ url: engine.url, headers, query: `orderId=${orderId}` });
  expect(await whole.closed).toBe(1000);
  expect(whole.messages[0]).toEqual({ status: 'connected' });
  const rest = follow({ url: engine.url, headers, query: `orderId=${orderId}&after=3` });
  expect(await rest.closed).toBe(1000);
  expect(rest.messages.slice(1)).toEqual(whole.messages.slice(4));

  const told = (await ask(`/api/orders/${orderId}`)).json();
  check({ path: '/api/orders/{id}', method: 'get', status: 200, answer: told });
  expect(told.events).toEqual(whole.messages.slice(1));
  expect(told.order).toMatchObject({ orderId, status: 'confirmed' });
  const listed = (await ask('/api/orders?status=final,open&token=SOL&limit=1')).json();
  check({ path: '/api/orders', method: 'get', status: 200, answer: listed });
  expect(listed.orders).toEqual([told.order]);

  const again = await ask('/api/orders/execute', { body: request });
  expect(again.json()).toEqual(told.order);
  const many = await ask('/api/orders/many', { body: { orders: [request, body({ tokenOut: 'DOGE' })] } });
  expect(many.status).toBe(200);
  expect(many.json()).toMatchObject({ answers: [{ order: { orderId } }, { error: { code: 'UNKNOWN_TOKEN' } }] });
  check({ path: '/api/orders/many', method: 'post', status: 200, answer: many.json() });
  const refusals = [
    { path: '/api/orders/many', status: 400, code: 'INVALID_REQUEST', body: { orders: [] } },
    { path: '/api/orders/execute', status: 409, code: 'IDEMPOTENCY_CONFLICT', body: { ...request, slippageBps: 1 } },
    { path: '/api/orders/execute', status: 400, code: 'INVALID_AMOUNT', body: body({ amountIn: 1 }) },
    { path: '/api/orders/execute', status: 400, code: 'UNKNOWN_TOKEN', body: body({ tokenOut: 'DOGE' }) },
    {
      path: '/api/orders/execute',
      status: 422,
      code: 'INSUFFICIENT_BALANCE',
      body: body({ amountIn: '1000000000000' }),
    },
    { path: '/api/orders', query: '?limit=101', status: 400, code: 'INVALID_REQUEST' },
    { path: '/api/quotes', query: '?tokenIn=SOL&tokenOut=SOL&amountIn=1', status: 400, code: 'SAME_TOKEN' },
  ];
  for (const { path, query = '', status, code, body } of refusals) {
    const refused = await ask(`${path}${query}`, body === undefined ? {} : { body });
    expect([refused.status, refused.json().error]).toMatchObject([status, { code }]);
    check({ path, method: body === undefined ? 'get' : 'post', status, answer: refused.json() });
  }
  expect(await engine.audit()).toEqual([]);
});

describe('refusals of the plain interface', () => {
  it('answers in one form, with the right status, and never reveals the owner of an order', async () => {
    await using stack = await testServer();
    const owner = await stack.guest();
    const placed = await owner.client.orders.place.mutate({ ...body(), type: 'market' });
    const url = stack.url;
    const ask = plainClient({ url, headers: { cookie: owner.cookie } });
    const other = plainClient({ url, headers: { cookie: (await stack.guest()).cookie } });
    const nobody = plainClient({ url, headers: {} });
    const foreign = { origin: 'https://evil.example' };
    const asked = [
      [405, 'INVALID_REQUEST', await ask('/api/orders/execute', { method: 'PUT', body: {} })],
      [405, 'INVALID_REQUEST', await ask('/api/orders/execute')],
      [405, 'INVALID_REQUEST', await ask('/api/orders/many')],
      [405, 'INVALID_REQUEST', await ask('/api/quotes', { body: {} })],
      [405, 'INVALID_REQUEST', await ask('/api/docs', { body: {} })],
      [413, 'INVALID_REQUEST', await ask('/api/orders/execute', { body: 'x'.repeat(70_000) })],
      [400, 'INVALID_REQUEST', await ask('/api/orders/execute', { body: '{' })],
      [400, 'INVALID_REQUEST', await ask('/api/orders/execute', { body: 'null' })],
      [
        400,
        'INVALID_REQUEST',
        await ask('/api/orders/execute', { body: body(), headers: { 'content-type': 'text/plain' } }),
      ],
      [403, 'ORIGIN_NOT_ALLOWED', await ask('/api/orders/execute', { body: body(), headers: foreign })],
      [401, 'UNAUTHENTICATED', await nobody('/api/orders/execute', { body: body() })],
      [401, 'UNAUTHENTICATED', await nobody('/api/orders')],
      [404, 'ORDER_NOT_FOUND', await other(`/api/orders/${placed.orderId}`)],
      [404, 'ORDER_NOT_FOUND', await other(`/api/orders/${randomUUID()}`)],
      [404, 'ORDER_NOT_FOUND', await other('/api/orders/%00')],
    ] as const;
    for (const [status, code, answer] of asked) {
      expect(answer.status).toBe(status);
      expect(answer.json()).toEqual({
        error: { code, message: expect.any(String), retryable: false, requestId: expect.any(String) },
      });
      expect(answer.headers.get('allow') !== null).toBe(status === 405);
    }
    expect((await ask('/api/orders')).json().orders).toHaveLength(1);
    const page = await nobody('/api/docs');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('<code>/api/orders/{id}</code>');
    expect(page.text).toContain('when <code>status</code> is <code>&quot;routing&quot;</code>');
    expect(page.text).not.toMatch(/<script|undefined|\[object|string,null/);
  });

  it('accepts one key by header or field, and only bodies of plain JSON', async () => {
    await using stack = await testServer();
    const { cookie } = await stack.guest();
    const send = async (text: string | Buffer, headers: Record<string, string> = {}) => {
      const bytes = new Uint8Array(typeof text === 'string' ? Buffer.from(text) : text);
      const response = await fetch(`${stack.url}/api/orders/execute`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: bytes,
      });
      const answer = (await response.json()) as { orderId?: string; error?: { code: string; message: string } };
      return { status: response.status, orderId: answer.orderId, ...answer.error };
    };
    const { idempotencyKey, ...keyless } = body();
    const text = JSON.stringify(keyless);
    const placed = await send(text, { 'idempotency-key': String(idempotencyKey) });
    expect(placed.status).toBe(201);
    const same = [
      await send(text, { 'idempotency-key': `"${idempotencyKey}"` }),
      await send(JSON.stringify({ ...keyless, idempotencyKey })),
      await send(JSON.stringify({ ...keyless, idempotencyKey }), { 'Idempotency-Key': String(idempotencyKey) }),
      await send(`\ufeff${text}`, { 'idempotency-key': String(idempotencyKey) }),
      await send(text, {
        'idempotency-key': String(idempotencyKey),
        'content-type': 'Application/JSON; charset="UTF-8"',
      }),
    ];
    expect(same.map(({ orderId }) => orderId)).toEqual(same.map(() => placed.orderId));
    const refused = [
      [400, 'INVALID_REQUEST', /differ/, await send(JSON.stringify(body()), { 'idempotency-key': 'another' })],
      [400, 'INVALID_REQUEST', /idempotencyKey must/, await send(text)],
      [400, 'INVALID_REQUEST', /idempotencyKey must/, await send(text, { 'idempotency-key': '' })],
      [400, 'INVALID_REQUEST', /idempotencyKey must/, await send(text, { 'idempotency-key': 'a b' })],
      [400, 'INVALID_REQUEST', /idempotencyKey must/, await send(text, { 'idempotency-key': 'k'.repeat(129) })],
      [415, 'UNSUPPORTED_MEDIA_TYPE', /gzip/, await send(gzipSync(text), { 'content-encoding': 'gzip' })],
      [415, 'UNSUPPORTED_MEDIA_TYPE', /br\./, await send(text, { 'content-encoding': 'br' })],
      [415, 'UNSUPPORTED_MEDIA_TYPE', /gzip, gzip/, await send(text, { 'content-encoding': 'gzip, gzip' })],
      [
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        /latin1/,
        await send(text, { 'content-type': 'application/json; charset=latin1' }),
      ],
      [415, 'UNSUPPORTED_MEDIA_TYPE', /UTF-16/, await send(Buffer.from(`\ufeff${text}`, 'utf16le'))],
      [415, 'UNSUPPORTED_MEDIA_TYPE', /UTF-16/, await send(Buffer.from(text, 'utf16le'))],
      [400, 'INVALID_REQUEST', /UTF-8/, await send(Buffer.from(text.replace('SOL', 'S\u00d6L'), 'latin1'))],
    ] as const;
    for (const [status, code, sentence, answer] of refused) {
      expect(answer).toMatchObject({ status, code, message: expect.stringMatching(sentence) });
    }
    const listed = await fetch(`${stack.url}/api/orders`, { headers: { cookie } });
    expect(((await listed.json()) as { orders: unknown[] }).orders).toHaveLength(1);
  });

  it('answers unknown paths in its form too, for any method', async () => {
    await using stack = await testServer();
    const headers = { 'x-api-key': await newApiKey(stack.url), 'content-type': 'application/json' };
    for (const path of [
      '/api/orders/',
      '/api/orders/x/y',
      '/api/orders/execute/',
      '/api/orders/stream/x',
      '/api/quotes/x',
      '/api/orders//',
    ])
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const response = await fetch(`${stack.url}${path}`, { method, headers });
        expect([path, method, response.status]).toEqual([path, method, 404]);
        expect(await response.json()).toEqual({
          error: {
            code: 'INVALID_REQUEST',
            message: expect.stringMatching(/no such endpoint/),
            retryable: false,
            requestId: expect.any(String),
          },
        });
      }
    for (const [query, reason] of [
      ['tokenIn=$BONK&tokenOut=wSOL&amountIn=1000000000', 'no-pool'],
      ['tokenIn=wsol&tokenOut=EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v&amountIn=1', 'zero-output'],
    ] as const) {
      const quote = await fetch(`${stack.url}/api/quotes?${query}`);
      expect((await quote.json()) as Json).toMatchObject({ decision: { kind: 'no-route', reason } });
    }
  });

  it('follows by WebSocket live, and closes with a code for the reason', async () => {
    await using stack = await testServer();
    const owner = await stack.guest();
    const { orderId } = await owner.client.orders.place.mutate({ ...body(), type: 'market' });
    const at = (cookie: string, query: string) => follow({ url: stack.url, headers: { cookie }, query });
    const live = at(owner.cookie, `orderId=${orderId}`);
    const talker = at(owner.cookie, `orderId=${orderId}`);
    talker.ws.once('open', () => talker.ws.send('hello'));
    const stranger = at((await stack.guest()).cookie, `orderId=${orderId}`);
    const unknown = at(owner.cookie, `orderId=${randomUUID()}`);
    const nobody = at('', `orderId=${orderId}`);
    const wrong = at(owner.cookie, `orderId=${orderId}&after=x`);
    const ends = await Promise.all([talker, stranger, unknown, nobody, wrong].map(({ closed }) => closed));
    expect(ends).toEqual([1008, 4404, 4404, 4401, 4400]);
    const noted = (of: { messages: Json[] }) => of.messages.map(({ error }) => ({ ...(error as Json), requestId: '' }));
    expect(noted(stranger)).toEqual(noted(unknown));

    let steps = 0;
    await confirmOrder({
      execution: stack.execution,
      orderId,
      between: async () => {
        steps += 1;
        await eventually(() => live.messages.length === steps + 1);
      },
    });
    expect(await live.closed).toBe(1000);
    expect(live.messages.map(({ status }) => status)).toEqual([
      'connected',
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);

    const next = await owner.client.orders.place.mutate({ ...body(), type: 'market' });
    const cut = at(owner.cookie, `orderId=${next.orderId}`);
    await eventually(() => cut.messages.length === 2);
    await stack.restart();
    expect(await cut.closed).toBe(1012);
    await eventually(() => stack.server.socketCount() <= 1 && stack.server.engine.feed.size() === 0);
  });

  it('refuses the upgrade of a page from elsewhere', async () => {
    await using stack = await testServer();
    const owner = await stack.guest();
    const headers = { cookie: owner.cookie, origin: 'https://evil.example' };
    await expect(follow({ url: stack.url, headers, query: 'orderId=x' }).closed).rejects.toThrow('403');
  });
});
