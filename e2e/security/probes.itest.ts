import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderRequest } from '../server/testing/orderSteps.ts';
import { eventually, type TestServer, testServer } from '../server/testing/testServer.ts';
import type { Ask, Told } from './testing/ask.ts';
import { ask, askRaw } from './testing/ask.ts';
import { openLine } from './testing/line.ts';

/*
 * Requests as an attacker sends them, each with the answer that it gets. docs/security.md lists them by these names. After each the house is
 * looked over: nothing placed that should not be, nothing told that is nobody's business.
 */

type Person = { cookie: string; orderId: string; key: string; keyId: string; email: string; accountCookie: string };

let stack: TestServer;
let url: string;
/** Has an order, keys and a password; what the attacker wants. */
let victim: Person;
/** A guest like any other. */
let mallory: { cookie: string };
let loggedOut: string;
let readKey: string;
let revokedKey: string;

const PASSWORD = 'the victim’s own password';
const UNKNOWN_ID = '0190a0a0-0000-7000-8000-000000000000';
const rpc = (name: string, input?: unknown) =>
  `/api/trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;
const orderCount = async () => Number((await stack.db.owner`select count(*) from engine.orders`)[0]?.count);

beforeAll(async () => {
  stack = await testServer({ socketLimits: { authenticateMs: 300, watchMs: 50, stalledMs: 500 } });
  url = stack.url;
  const guest = await stack.guest();
  const { orderId } = await guest.client.orders.place.mutate(orderRequest({ idempotencyKey: 'the-victims-key' }));
  const made = await guest.client.apiKeys.create.mutate({ name: 'bot', scopes: ['trade'] });
  readKey = (await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] })).secret;
  const revoked = await guest.client.apiKeys.create.mutate({ name: 'gone', scopes: ['trade'] });
  await guest.client.apiKeys.revoke.mutate({ keyId: revoked.key.id });
  revokedKey = revoked.secret;
  const account = await stack.guest();
  const email = 'victim@example.com';
  const created = await ask(url, {
    path: '/api/auth/account/create',
    headers: { cookie: account.cookie },
    body: { email, password: PASSWORD },
  });
  const accountCookie = String(created.headers['set-cookie']).split(';')[0] ?? '';
  victim = { cookie: guest.cookie, orderId, key: made.secret, keyId: made.key.id, email, accountCookie };
  mallory = await stack.guest();
  const gone = await stack.guest();
  await ask(url, { path: '/api/auth/sign-out', headers: { cookie: gone.cookie }, body: {} });
  loggedOut = gone.cookie;
});
afterAll(() => stack[Symbol.asyncDispose]());

/** What every answer of the server carries, and what none may hold. */
function lookOver(told: Told): void {
  expect(told.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'same-origin',
  });
  expect(told.headers).not.toHaveProperty('access-control-allow-origin');
  expect(told.headers).not.toHaveProperty('x-powered-by');
  expect(told.text).not.toMatch(/node_modules|\bat \w+ \(|postgres|select .* from|engine\.orders|\/work|\.ts:\d/i);
  if (told.status >= 400) expect(told.text).toMatch(/"requestId":"[0-9a-f-]{36}"/);
}

type Probe = { name: string; ask: () => Ask; status: number; code?: string };

const place = (change: object = {}) => ({ ...orderRequest(), ...change });
const asVictim = (headers: Record<string, string> = {}) => ({ cookie: victim.cookie, ...headers });
const asMallory = (headers: Record<string, string> = {}) => ({ cookie: mallory.cookie, ...headers });
const orders = (headers: Record<string, string>, body: Ask['body'] = place(), path = rpc('orders.place')): Ask => ({
  path,
  headers,
  body,
});
const EVIL = { origin: 'https://evil.example' };
const EXECUTE = '/api/orders/execute';
const FORBIDDEN = { status: 403, code: 'FORBIDDEN' };
const NOBODY = { status: 401, code: 'UNAUTHENTICATED' };
const REFUSED = { status: 400, code: 'INVALID_REQUEST' };
const NO_ORDER = { status: 404, code: 'ORDER_NOT_FOUND' };
const NO_AMOUNT = { status: 400, code: 'INVALID_AMOUNT' };
const NO_METHOD = { status: 405, code: 'INVALID_REQUEST' };
const TOO_LARGE = { status: 413, code: 'INVALID_REQUEST' };

const fromElsewhere: Probe[] = [
  { name: 'an order from a foreign page', ask: () => orders(asVictim(EVIL)), ...FORBIDDEN },
  { name: 'an order from a sandboxed frame', ask: () => orders(asVictim({ origin: 'null' })), ...FORBIDDEN },
  {
    name: 'an order from a look-alike host',
    ask: () => orders(asVictim({ origin: `${url}.evil.example` })),
    ...FORBIDDEN,
  },
  { name: 'an order from a sister site', ask: () => orders(asVictim({ 'sec-fetch-site': 'same-site' })), ...FORBIDDEN },
  { name: 'a plain order from a foreign page', ask: () => orders(asVictim(EVIL), place(), EXECUTE), ...FORBIDDEN },
  {
    name: 'a read from a foreign page',
    ask: () => ({ path: rpc('account.me'), headers: asVictim(EVIL) }),
    ...FORBIDDEN,
  },
  {
    name: 'the list as CSV from a foreign page',
    ask: () => ({ path: '/api/orders.csv', headers: asVictim(EVIL) }),
    ...FORBIDDEN,
  },
  {
    name: 'a guest made by a foreign page',
    ask: () => ({ path: '/api/auth/sign-in/anonymous', headers: EVIL, body: {} }),
    ...FORBIDDEN,
  },
  {
    name: 'a logout by a foreign page',
    ask: () => ({ path: '/api/auth/sign-out', headers: asVictim(EVIL), body: {} }),
    ...FORBIDDEN,
  },
  {
    name: 'a sign-in by a foreign page',
    ask: () => ({ path: '/api/auth/sign-in/email', headers: EVIL, body: { email: victim.email, password: PASSWORD } }),
    ...FORBIDDEN,
  },
  {
    name: 'a sign-out by a foreign page that shows a key',
    ask: () => ({ path: '/api/auth/sign-out', headers: asVictim({ ...EVIL, 'x-api-key': victim.key }), body: {} }),
    ...FORBIDDEN,
  },
  {
    name: 'leave asked for a foreign page (preflight)',
    ask: () => ({
      method: 'OPTIONS',
      path: rpc('orders.place'),
      headers: { ...EVIL, 'access-control-request-method': 'POST' },
    }),
    ...FORBIDDEN,
  },
];

const byForms: Probe[] = [
  {
    name: 'an order as multipart',
    ask: () =>
      orders(
        asVictim({ 'content-type': 'multipart/form-data; boundary=x' }),
        `--x\r\n\r\n${JSON.stringify(place())}\r\n--x--`,
      ),
    ...REFUSED,
  },
  { name: 'an order as text', ask: () => orders(asVictim({ 'content-type': 'text/plain' })), ...REFUSED },
  {
    name: 'an order as a form',
    ask: () => orders(asVictim({ 'content-type': 'application/x-www-form-urlencoded' })),
    ...REFUSED,
  },
  { name: 'an order of no type', ask: () => orders(asVictim({ 'content-type': '' })), ...REFUSED },
  {
    name: 'a plain order as text',
    ask: () => orders(asVictim({ 'content-type': 'text/plain' }), place(), EXECUTE),
    ...REFUSED,
  },
  {
    name: 'a sign-in as a form',
    ask: () => ({
      path: '/api/auth/sign-in/email',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `email=${victim.email}&password=x`,
    }),
    ...REFUSED,
  },
];

const byMethods: Probe[] = [
  { name: 'an order by GET', ask: () => ({ path: rpc('orders.place', place()), headers: asVictim() }), ...NO_METHOD },
  {
    name: 'a key made by GET',
    ask: () => ({ path: rpc('apiKeys.create', { name: 'x', scopes: ['trade'] }), headers: asVictim() }),
    ...NO_METHOD,
  },
  {
    name: 'an order by GET that says it is a POST',
    ask: () => ({ path: rpc('orders.place', place()), headers: asVictim({ 'x-http-method-override': 'POST' }) }),
    ...NO_METHOD,
  },
  { name: 'a read by POST', ask: () => ({ path: rpc('account.me'), headers: asVictim(), body: {} }), ...NO_METHOD },
  {
    name: 'a plain order by PUT',
    ask: () => ({ method: 'PUT', path: EXECUTE, headers: asVictim(), body: place() }),
    ...NO_METHOD,
  },
  { name: 'a page by DELETE', ask: () => ({ method: 'DELETE', path: '/', headers: asVictim() }), ...NO_METHOD },
  { name: 'a logout by GET', ask: () => ({ path: '/api/auth/sign-out', headers: asVictim() }), ...REFUSED },
  {
    name: 'an endpoint of better-auth that is not open',
    ask: () => ({ path: '/api/auth/update-user', headers: asVictim(), body: { name: 'x' } }),
    ...REFUSED,
  },
  {
    name: 'a path of the API that is none',
    ask: () => ({ path: '/api/admin', headers: asVictim() }),
    status: 404,
    code: 'INVALID_REQUEST',
  },
];

const ofOthers: Probe[] = [
  {
    name: 'another’s order by tRPC',
    ask: () => ({ path: rpc('orders.get', { orderId: victim.orderId }), headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'another’s order by the plain interface',
    ask: () => ({ path: `/api/orders/${victim.orderId}`, headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'another’s order in a batch with one’s own',
    ask: () => ({
      path: `/api/trpc/account.me,orders.get?batch=1&input=${encodeURIComponent(JSON.stringify({ 1: { orderId: victim.orderId } }))}`,
      headers: asMallory(),
    }),
    status: 207,
  },
  {
    name: 'another’s key revoked',
    ask: () => ({ path: rpc('apiKeys.revoke'), headers: asMallory(), body: { keyId: victim.keyId } }),
    status: 404,
    code: 'KEY_NOT_FOUND',
  },
  {
    name: 'an order with another’s id in it',
    ask: () => orders(asMallory(), place({ traderId: 'someone' })),
    ...REFUSED,
  },
  {
    name: 'a list with another’s id in it',
    ask: () => ({ path: rpc('orders.list', { traderId: 'someone' }), headers: asMallory() }),
    ...REFUSED,
  },
];

const byCredentials: Probe[] = [
  { name: 'an order of nobody', ask: () => orders({}), ...NOBODY },
  {
    name: 'a cookie with a changed token',
    ask: () => orders({ cookie: victim.cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A')) }),
    ...NOBODY,
  },
  {
    name: 'a token under another’s signature',
    ask: () => {
      const [token] = victim.cookie.split('.');
      const [, ...signature] = mallory.cookie.split('.').slice(1);
      return orders({ cookie: `${token}.${signature.join('.')}` });
    },
    ...NOBODY,
  },
  {
    name: 'a cookie without a signature',
    ask: () => orders({ cookie: victim.cookie.split('.').slice(0, 2).join('.') }),
    ...NOBODY,
  },
  { name: 'a cookie after the logout', ask: () => orders({ cookie: loggedOut }), ...NOBODY },
  {
    name: 'a session’s token as a bearer',
    ask: () => orders({ authorization: `Bearer ${victim.cookie.split('=')[1]}` }),
    ...NOBODY,
  },
  { name: 'a revoked key', ask: () => orders({ 'x-api-key': revokedKey }), ...NOBODY },
  {
    name: 'a revoked key beside a good cookie',
    ask: () => orders(asVictim({ authorization: `Bearer ${revokedKey}` })),
    ...NOBODY,
  },
  { name: 'a guessed key', ask: () => orders({ 'x-api-key': `oee_${'A'.repeat(43)}` }), ...NOBODY },
  {
    name: 'a key in the address',
    ask: () => ({ path: `/api/orders?apiKey=${victim.key}&x-api-key=${victim.key}` }),
    ...NOBODY,
  },
  { name: 'an order by a key that may read', ask: () => orders({ 'x-api-key': readKey }), ...FORBIDDEN },
  {
    name: 'a plain order by a key that may read',
    ask: () => orders({ 'x-api-key': readKey }, place(), EXECUTE),
    ...FORBIDDEN,
  },
  {
    name: 'a key made by a key',
    ask: () => orders({ 'x-api-key': victim.key }, { name: 'heir', scopes: ['trade'] }, rpc('apiKeys.create')),
    ...FORBIDDEN,
  },
  {
    name: 'keys listed by a key',
    ask: () => ({ path: rpc('apiKeys.list'), headers: { 'x-api-key': victim.key } }),
    ...FORBIDDEN,
  },
  {
    name: 'a wrong password',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: victim.email, password: 'wrong password' } }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a password for nobody',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: 'nobody@example.com', password: 'wrong password' } }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a sign-in with an object for a password',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: victim.email, password: { $ne: '' } } }),
    ...REFUSED,
  },
  {
    name: 'an account over another’s e-mail address',
    ask: () => ({
      path: '/api/auth/account/create',
      headers: asMallory(),
      body: { email: victim.email.toUpperCase(), password: 'mallory was here' },
    }),
    status: 409,
    code: 'EMAIL_TAKEN',
  },
  {
    name: 'an account made of an account',
    ask: () => ({
      path: '/api/auth/account/create',
      headers: { cookie: victim.accountCookie },
      body: { email: 'mine@example.com', password: 'mallory was here' },
    }),
    ...REFUSED,
  },
  {
    name: 'a password changed without the old one',
    ask: () => ({
      path: '/api/auth/change-password',
      headers: { cookie: victim.accountCookie },
      body: { currentPassword: 'a guess of it', newPassword: 'mallory was here' },
    }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a redirect smuggled into a sign-in',
    ask: () => ({
      path: '/api/auth/sign-in/email',
      body: { email: victim.email, password: PASSWORD, callbackURL: 'https://evil.example' },
    }),
    ...REFUSED,
  },
];

const byInput: Probe[] = [
  {
    name: '__proto__ as a field',
    ask: () => orders(asMallory(), `{"__proto__":{"polluted":true},${JSON.stringify(place()).slice(1)}`),
    ...REFUSED,
  },
  {
    name: 'constructor as a field',
    ask: () => orders(asMallory(), place({ constructor: { prototype: { polluted: true } } })),
    ...REFUSED,
  },
  {
    name: '__proto__ as a token',
    ask: () => orders(asMallory(), place({ tokenIn: '__proto__' })),
    status: 400,
    code: 'UNKNOWN_TOKEN',
  },
  {
    name: '__proto__ as a procedure',
    ask: () => ({ path: rpc('__proto__.toString'), headers: asMallory() }),
    status: 404,
    code: 'INVALID_REQUEST',
  },
  ...['１００', '١٢٣', '1e9', '-1', '0x10', ' 1', '1.0', '+1', '', '0', '18446744073709551616', '9'.repeat(10_000)].map(
    (amountIn): Probe => ({
      name: `the amount ${JSON.stringify(amountIn.slice(0, 24))}`,
      ask: () => orders(asMallory(), place({ amountIn })),
      ...NO_AMOUNT,
    }),
  ),
  {
    name: 'an amount as a number',
    ask: () => orders(asMallory(), place({ amountIn: 1_000 })),
    ...NO_AMOUNT,
  },
  { name: 'a slippage beyond all bounds', ask: () => orders(asMallory(), place({ slippageBps: 1e308 })), ...REFUSED },
  {
    name: 'a NUL in the idempotency key',
    ask: () => orders(asMallory(), place({ idempotencyKey: 'a\u0000b' })),
    ...REFUSED,
  },
  {
    name: 'SQL for an order’s id',
    ask: () => ({ path: rpc('orders.get', { orderId: "' or 1=1 --" }), headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'SQL in a path',
    ask: () => ({ path: `/api/orders/${encodeURIComponent("' or 1=1 --")}`, headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'a NUL in a wallet’s nonce',
    ask: () => ({ path: '/api/auth/sign-in/wallet', body: { nonce: 'a\u0000b', signature: 'x' } }),
    ...REFUSED,
  },
  {
    name: 'a NUL in a key’s id',
    ask: () => orders(asMallory(), { keyId: 'a\u0000b' }, rpc('apiKeys.revoke')),
    ...REFUSED,
  },
  { name: 'an address that is no path', ask: () => ({ path: '*', headers: asMallory() }), ...REFUSED },
  { name: 'an array for an order', ask: () => orders(asMallory(), [place()]), ...REFUSED },
  { name: 'a path that is no text', ask: () => ({ path: '/api/trpc/%E0%A4%A', headers: asMallory() }), ...REFUSED },
  { name: 'JSON that breaks off', ask: () => orders(asMallory(), '{"type":"market"'), ...REFUSED },
  {
    name: 'JSON thirty thousand deep',
    ask: () => orders(asMallory(), '['.repeat(30_000) + ']'.repeat(30_000)),
    ...REFUSED,
  },
];

const bySize: Probe[] = [
  { name: 'an order of 1 MB', ask: () => orders(asMallory(), place({ padding: 'x'.repeat(1_000_000) })), ...TOO_LARGE },
  {
    name: 'an order of 200 kB that does not say so',
    ask: () => ({ ...orders(asMallory(), place({ padding: 'x'.repeat(200_000) })), chunked: true }),
    ...TOO_LARGE,
  },
  {
    name: 'a plain order of 1 MB',
    ask: () => orders(asMallory(), place({ padding: 'x'.repeat(1_000_000) }), EXECUTE),
    ...TOO_LARGE,
  },
  {
    name: 'a password of 1 MB',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: victim.email, password: 'x'.repeat(1_000_000) } }),
    ...TOO_LARGE,
  },
  {
    name: 'a password of 10 kB',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: victim.email, password: 'x'.repeat(10_000) } }),
    ...REFUSED,
  },
  {
    name: 'a batch of eleven',
    ask: () =>
      orders(
        asMallory(),
        Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i, place()])),
        `/api/trpc/${Array.from({ length: 11 }, () => 'orders.place').join(',')}?batch=1`,
      ),
    ...REFUSED,
  },
];

const GROUPS = [
  ['from elsewhere', fromElsewhere],
  ['by forms', byForms],
  ['by methods', byMethods],
  ['of others', ofOthers],
  ['by credentials', byCredentials],
  ['by input', byInput],
  ['by size', bySize],
] as const;

it('docs/security.md lists them', () => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const missing = GROUPS.flatMap(([, probes]) => probes.map(({ name }) => name)).filter((name) => !page.includes(name));
  expect(missing).toEqual([]);
});

describe.each(GROUPS)('%s', (_group, probes) => {
  it.each(probes.map((probe) => [probe.name, probe] as const))('%s', async (_name, probe) => {
    const before = await orderCount();
    const told = await ask(url, probe.ask());
    expect({ status: told.status, code: told.code }).toEqual({ status: probe.status, code: probe.code });
    lookOver(told);
    expect(await orderCount()).toBe(before);
  });
});

describe('what an answer gives away', () => {
  it('another’s order is answered as one that nobody has', async () => {
    const answers = await Promise.all(
      [victim.orderId, UNKNOWN_ID].map((orderId) =>
        ask(url, { path: rpc('orders.get', { orderId }), headers: asMallory() }),
      ),
    );
    const [theirs, nobodys] = answers.map(({ text }) => text.replace(/"requestId":"[^"]*"/, ''));
    expect(theirs).toBe(nobodys);
  });

  it('lists, CSV and streams hold nothing of others', async () => {
    const list = await ask(url, { path: rpc('orders.list', { search: victim.orderId }), headers: asMallory() });
    const csv = await ask(url, { path: '/api/orders.csv', headers: asMallory() });
    expect(list.status).toBe(200);
    expect(list.text + csv.text).not.toContain(victim.orderId);
    const line = openLine(url, { headers: asMallory() });
    await line.opened;
    line.send({ id: 1, method: 'subscription', params: { path: 'orders.onUpdate', lastEventId: '0' } });
    line.send({
      id: 2,
      method: 'subscription',
      params: { path: 'orders.onStatus', input: { orderId: victim.orderId } },
    });
    await eventually(() => line.heard.some((message) => message.error?.data.code === 'ORDER_NOT_FOUND'));
    line.ws.close();
    await line.ended;
    expect(JSON.stringify(line.heard)).not.toContain(victim.orderId);
  });

  it('another’s idempotency key is nobody’s but theirs', async () => {
    const told = await ask(url, orders(asMallory(), place({ idempotencyKey: 'the-victims-key' })));
    expect(told.status).toBe(200);
    expect(told.text).not.toContain(victim.orderId);
  });

  it('no session’s token is in an answer, and no page can read its cookie', async () => {
    const told = await ask(url, { path: '/api/auth/sign-in/anonymous', body: {} });
    const cookie = String(told.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const token = decodeURIComponent(cookie.split('=')[1]?.split(';')[0] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(16);
    expect(told.text).not.toContain(token);
    const session = await ask(url, { path: '/api/auth/get-session', headers: { cookie } });
    expect(session.text).not.toContain(token);
  });

  it('nothing was polluted on the way', () => expect({}).not.toHaveProperty('polluted'));
});

describe('raw', () => {
  /** Refused before it was a request, and still under our headers. */
  const bare = (status: string) =>
    new RegExp(
      `^HTTP/1\\.1 ${status}\r\n(.+\r\n)*x-content-type-options: nosniff\r\n(.+\r\n)*cache-control: no-store\r\n`,
    );

  it('two lengths for one request', async () => {
    const bytes = `POST ${rpc('orders.place')} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await askRaw(url, bytes)).toMatch(bare('400 Bad Request'));
  });

  it('headers of 100 kB', async () => {
    const bytes = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`;
    expect(await askRaw(url, bytes)).toMatch(bare('431 Request Header Fields Too Large'));
  });

  it('no host, and an expectation that nobody knows', async () => {
    const line = 'GET /healthz HTTP/1.1\r\nConnection: close\r\n';
    expect(await askRaw(url, `${line}\r\n`)).toMatch(bare('400 Bad Request'));
    expect(await askRaw(url, `${line}Host: x\r\nExpect: the worst\r\n\r\n`)).toMatch(bare('200 OK'));
  });

  it('an address with another host in it names nothing but a path', async () => {
    const told = await ask(url, { path: 'http://evil.example/api/admin' });
    expect(told).toMatchObject({ status: 404, code: 'INVALID_REQUEST' });
    expect((await ask(url, { path: 'http://evil.example/healthz' })).status).toBe(200);
  });

  it.each(['/api/ws', EXECUTE])('an upgrade of %s whose host is none', async (path) => {
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
    const bytes = `GET ${path} HTTP/1.1\r\nHost: a b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n`;
    expect(await askRaw(url, bytes)).toMatch(bare('400 Bad Request'));
    expect((await ask(url, { path: '/healthz' })).status).toBe(200);
  });
});

describe('by sockets', () => {
  it.each(['/api/ws', `${EXECUTE}?orderId=x`])('%s opened by a foreign page', async (path) => {
    expect(await openLine(url, { path, headers: asVictim(EVIL) }).ended).toBe(403);
  });

  it('a cookie after the logout', async () => {
    const line = openLine(url, { headers: { cookie: loggedOut } });
    await line.opened;
    line.send({ id: 1, method: 'query', params: { path: 'account.me' } });
    expect(await line.answer(1)).toMatchObject({ error: { data: { code: 'UNAUTHENTICATED' } } });
    expect(await line.ended).toBe(4401);
  });

  it('a session that is logged out while its socket is open', async () => {
    const { cookie } = await stack.guest();
    const line = openLine(url, { headers: { cookie } });
    await line.opened;
    line.send({ id: 1, method: 'query', params: { path: 'account.me' } });
    await line.answer(1);
    await ask(url, { path: '/api/auth/sign-out', headers: { cookie }, body: {} });
    expect(await line.ended).toBe(4401);
  });

  it('a revoked key, in the header and in the parameters', async () => {
    const byHeader = openLine(url, { headers: { 'x-api-key': revokedKey } });
    const byParams = openLine(url, { path: '/api/ws?connectionParams=1' });
    await byParams.opened;
    byParams.send({ method: 'connectionParams', data: { apiKey: revokedKey } });
    expect(await Promise.all([byHeader.ended, byParams.ended])).toEqual([4401, 4401]);
  });

  it('one that never says who it is, and one that never sends its parameters', async () => {
    const lines = [openLine(url), openLine(url, { path: '/api/ws?connectionParams=1', headers: asVictim() })];
    expect(await Promise.all(lines.map((line) => line.ended))).toEqual([4401, 4401]);
  });

  it('another’s order followed by the plain interface', async () => {
    expect(await openLine(url, { path: `${EXECUTE}?orderId=${victim.orderId}`, headers: asMallory() }).ended).toBe(
      4404,
    );
  });

  it('a message of 70 kB', async () => {
    const line = openLine(url, { headers: asMallory() });
    await line.opened;
    line.send('x'.repeat(70_000));
    expect(await line.ended).toBe(1009);
  });

  it.each([
    ['what is not JSON', 'x'],
    [
      'a hundred and one calls',
      JSON.stringify(Array.from({ length: 101 }, (_, id) => ({ id, method: 'query', params: { path: 'account.me' } }))),
    ],
    ['a call without an id', JSON.stringify({ id: null, method: 'query', params: { path: 'account.me' } })],
    ['a call without parameters', JSON.stringify({ id: 1, method: 'query' })],
    ['__proto__ for a path', JSON.stringify({ id: 1, method: 'query', params: { path: '__proto__' } })],
    [
      'an order as a subscription',
      JSON.stringify({ id: 1, method: 'subscription', params: { path: 'orders.place', input: {} } }),
    ],
    ['a number', '1'],
  ])('%s in a message', async (_name, message) => {
    const line = openLine(url, { headers: asMallory() });
    await line.opened;
    line.send(message);
    await eventually(() => line.heard.length > 0);
    expect(line.heard[0]).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
    line.ws.terminate();
  });

  it('bytes in place of text', async () => {
    const line = openLine(url, { headers: asMallory() });
    await line.opened;
    line.ws.send(Buffer.from([0, 255, 0]));
    await eventually(() => line.heard.length > 0);
    expect(line.heard[0]).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
    line.ws.terminate();
  });

  it('one that asks and never reads: it is closed, and the memory stays flat', async () => {
    const before = process.memoryUsage().rss;
    const line = openLine(url, { headers: asMallory() });
    await line.opened;
    const open = stack.server.socketCount();
    line.ws.pause();
    const calls = JSON.stringify(
      Array.from({ length: 10 }, (_, id) => ({ id, method: 'query', params: { path: 'market.tokens' } })),
    );
    for (let i = 0; i < 5_000; i += 1) line.ws.send(calls);
    await eventually(() => stack.server.socketCount() < open, 15_000);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200);
    line.ws.terminate();
  });
});

describe('by haste', () => {
  it('fifty clicks at once are one order', async () => {
    const before = await orderCount();
    const body = place();
    const told = await Promise.all(Array.from({ length: 50 }, () => ask(url, orders(asMallory(), body))));
    expect(told.every(({ status }) => status === 200)).toBe(true);
    expect(await orderCount()).toBe(before + 1);
  });

  it('fifty orders for the whole balance at once are one order', async () => {
    const { cookie } = await stack.guest();
    const told = await Promise.all(
      Array.from({ length: 50 }, () =>
        ask(url, orders({ cookie }, place({ amountIn: '100000000000', slippageBps: 5000 }))),
      ),
    );
    const codes = told.map(({ status, code }) => (status === 200 ? 'accepted' : code));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(codes.filter((code) => code === 'INSUFFICIENT_BALANCE')).toHaveLength(49);
    expect(await stack.db.audit()).toEqual([]);
  });
});

describe('by floods', () => {
  let small: TestServer;
  beforeAll(async () => {
    small = await testServer({
      env: {
        LIMIT_ORDERS_PER_MINUTE: '5',
        LIMIT_KEY_ORDERS_PER_MINUTE: '8',
        LIMIT_ADDRESS_ORDERS_PER_MINUTE: '40',
        LIMIT_READS_PER_MINUTE: '60',
        LIMIT_QUOTES_PER_MINUTE: '10',
        LIMIT_ADDRESS_QUOTES_PER_MINUTE: '25',
        LIMIT_SIGN_INS_PER_MINUTE: '25',
        LIMIT_SIGN_IN_FAILURES: '3',
        LIMIT_SOCKETS_PER_TRADER: '2',
        LIMIT_SOCKETS_PER_ADDRESS: '4',
        LIMIT_SOCKET_MESSAGES_PER_MINUTE: '20',
      },
    });
  });
  afterAll(() => small[Symbol.asyncDispose]());

  /** Sends it again and again; what came after the last that was taken. */
  async function flood(count: number, one: () => Ask): Promise<{ taken: number; refusal: Told | undefined }> {
    const told: Told[] = [];
    for (let i = 0; i < count; i += 1) told.push(await ask(small.url, one()));
    const taken = told.filter(({ status }) => status < 400).length;
    return { taken, refusal: told.find(({ status }) => status === 429) };
  }
  const expectLater = (refusal: Told | undefined) => {
    expect(refusal).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(Number(refusal?.headers['retry-after'])).toBeGreaterThan(0);
    if (refusal !== undefined) lookOver(refusal);
  };

  it('of orders, from a trader and from a key with a limit of its own', async () => {
    const guest = await small.guest();
    const { secret } = await guest.client.apiKeys.create.mutate({ name: 'k', scopes: ['trade'], ordersPerMinute: 2 });
    const byCookie = await flood(8, () => orders({ cookie: guest.cookie }));
    // Making the key was a change, too.
    expect(byCookie.taken).toBe(4);
    expectLater(byCookie.refusal);
    // Nobody escapes by a header that no proxy of ours wrote.
    const spoofed = await flood(3, () =>
      orders({ cookie: guest.cookie, 'x-forwarded-for': `203.0.113.${Math.random()}` }),
    );
    expect(spoofed.taken).toBe(0);
    const byKey = await flood(4, () => orders({ 'x-api-key': secret }, place(), EXECUTE));
    expect(byKey.taken).toBe(2);
    expectLater(byKey.refusal);
    const other = await small.guest();
    expect((await flood(1, () => orders({ cookie: other.cookie }))).taken).toBe(1);
  });

  it('of quotes and of reads', async () => {
    const guest = await small.guest();
    const quotes = await flood(12, () => ({ path: '/api/quotes?tokenIn=SOL&tokenOut=USDC&amountIn=1000' }));
    expect(quotes.taken).toBe(10);
    expectLater(quotes.refusal);
    // Who is known has a count of its own, and another key for each quote does not get past the address's.
    const known = await flood(12, () => ({
      path: '/api/quotes?tokenIn=SOL&tokenOut=USDC&amountIn=1000',
      headers: { cookie: guest.cookie },
    }));
    expect(known.taken).toBe(10);
    expectLater(known.refusal);
    const madeUp = await flood(12, () => ({
      path: '/api/quotes?tokenIn=SOL&tokenOut=USDC&amountIn=1000',
      headers: { 'x-api-key': `oee_${randomBytes(32).toString('base64url')}` },
    }));
    expect(madeUp.taken).toBe(5);
    expectLater(madeUp.refusal);
    const reads = await flood(70, () => ({ path: rpc('account.me'), headers: { cookie: guest.cookie } }));
    expect(reads.taken).toBe(60);
    expectLater(reads.refusal);
  });

  it('of passwords: the right one is not told from wrong ones any more', async () => {
    const guest = await small.guest();
    const email = 'someone@example.com';
    await ask(small.url, {
      path: '/api/auth/account/create',
      headers: { cookie: guest.cookie },
      body: { email, password: PASSWORD },
    });
    const attempt = (password: string) =>
      ask(small.url, { path: '/api/auth/sign-in/email', body: { email, password } });
    for (const guess of ['first guess', 'second guess', 'third guess']) expect((await attempt(guess)).status).toBe(401);
    expectLater(await attempt('fourth guess'));
    expectLater(await attempt(PASSWORD));
  });

  it('of sockets and of messages', async () => {
    const guest = await small.guest();
    const headers = { cookie: guest.cookie };
    const greet = async () => {
      const line = openLine(small.url, { headers });
      await line.opened;
      line.send({ id: 1, method: 'query', params: { path: 'account.me' } });
      await line.answer(1);
      return line;
    };
    const first = await greet();
    const second = await greet();
    expect(await openLine(small.url, { headers }).ended).toBe(4429);
    await eventually(() => small.server.socketCount() === 2);
    const others = [openLine(small.url), openLine(small.url)];
    await Promise.all(others.map((line) => line.opened));
    expect(await openLine(small.url).ended).toBe(429);
    // Nothing was counted for a page of another site, and nothing is told it.
    expect(await openLine(small.url, { headers: EVIL }).ended).toBe(403);
    for (let i = 0; i < 30; i += 1) first.send('x');
    expect(await first.ended).toBe(1008);
    await eventually(() => small.server.socketCount() === 3);
    for (const line of [second, ...others]) line.ws.terminate();
  });

  it('of guests', async () => {
    const guests = await flood(30, () => ({ path: '/api/auth/sign-in/anonymous', body: {} }));
    expect(guests.taken).toBeLessThanOrEqual(25);
    expectLater(guests.refusal);
  });
});
