import { randomUUID } from 'node:crypto';
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

/** The plain interface as curl uses it. */
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

/** A bare WebSocket's whole life: its messages, and the code of its end. */
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

/** Checks answers against what the document says of them. */
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

it('does the whole round by bare HTTP and WebSocket, as the OpenAPI document says', async () => {
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
  const refusals = [
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

describe('the walls of the plain interface', () => {
  it('answers in one form, with the right status, and never who owns an order', async () => {
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

  it('follows by WebSocket live, and closes with a code that says why', async () => {
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
