import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, type TestServer, testServer } from '../server/testing/testServer.ts';
import { type Ask, ask, type Told } from './testing/ask.ts';
import { openLine } from './testing/line.ts';
import { lookOver } from './testing/probe.ts';
import { EVIL, EXECUTE, orders, PASSWORD, place, rpc } from './testing/requests.ts';

/* Requests beyond the limits, on a server with small limits. */

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

/** Sends a request again and again; returns the answer after the last accepted one. */
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
  // Making the key counted as a change, too.
  expect(byCookie.taken).toBe(4);
  expectLater(byCookie.refusal);
  // A header that no trusted proxy wrote does not evade the limit.
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
  // A known trader has a count of its own, and a different key for each quote does not evade the limit of the address.
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

it('of passwords: beyond the limit the right one gets the same answer as wrong ones', async () => {
  const guest = await small.guest();
  const email = 'someone@example.com';
  await ask(small.url, {
    path: '/api/auth/account/create',
    headers: { cookie: guest.cookie },
    body: { email, password: PASSWORD },
  });
  const attempt = (password: string) => ask(small.url, { path: '/api/auth/sign-in/email', body: { email, password } });
  for (const guess of ['first guess', 'second guess', 'third guess']) expect((await attempt(guess)).status).toBe(401);
  expectLater(await attempt('fourth guess'));
  expectLater(await attempt(PASSWORD));
});

it('of passwords from many addresses: the owner can still sign in from a known address, and guessers can not', async () => {
  await using stack = await testServer({ env: { LIMIT_SIGN_IN_FAILURES: '3', TRUSTED_PROXY_HOPS: '1' } });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const [home, office] = ['203.0.113.1', '203.0.113.2'];
  const email = 'owner@example.com';
  const { cookie } = await stack.guest();
  await ask(stack.url, {
    path: '/api/auth/account/create',
    headers: { cookie, ...from(home) },
    body: { email, password: PASSWORD },
  });
  const attempt = (address: string, password: string) =>
    ask(stack.url, { path: '/api/auth/sign-in/email', headers: from(address), body: { email, password } });
  expect((await attempt(office, PASSWORD)).status).toBe(200);
  const guesses: Told[] = [];
  for (let i = 0; i < 100; i += 1) guesses.push(await attempt(`198.51.100.${i}`, `guess number ${i}`));
  // Ten times as many as from one address, counted over all addresses.
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(30);
  for (const address of [home, office, home]) expect((await attempt(address, PASSWORD)).status).toBe(200);
  await stack.restart();
  expect((await attempt(home, PASSWORD)).status).toBe(200);
  // The owner's success has not reset the count for the others, and guesses from the owner's address are limited too.
  expectLater(await attempt('198.51.100.200', PASSWORD));
  for (let i = 0; i < 3; i += 1) expect((await attempt(office, `guess ${i}, at home`)).status).toBe(401);
  expectLater(await attempt(office, PASSWORD));
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
  // Nothing was counted for a page of another site, and it gets no information.
  expect(await openLine(small.url, { headers: EVIL }).ended).toBe(403);
  for (let i = 0; i < 30; i += 1) first.send('x');
  expect(await first.ended).toBe(1008);
  await eventually(() => small.server.socketCount() === 3);
  for (const line of [second, ...others]) line.ws.terminate();
});

it.each([
  ['pages', '/', 4],
  ['pages that there are none of', '/no-such-page.html', 4],
  ['built files', '/_next/static/none.js', 100],
  ['the description', '/api/docs', 100],
  ['the document', '/api/openapi.json', 100],
  ['endpoints that there are none of', '/api/none', 100],
  ['pages of another host', 'http://evil.example/', 4],
])('of %s', async (_name, path, most) => {
  await using stack = await testServer({
    env: { LIMIT_ADDRESS_REQUESTS_PER_MINUTE: '100', LIMIT_HEALTH_PER_MINUTE: '5' },
  });
  const told: Told[] = [];
  for (let i = 0; i <= most; i += 1) told.push(await ask(stack.url, { path }));
  expect(told.slice(0, most).map(({ status }) => status)).not.toContain(429);
  expectLater(told[most]);
  expectLater(await ask(stack.url, { path: '/api/docs' }));
  // The operator's health checks still get an answer, within their own limit.
  const looks = await Promise.all(
    ['/healthz', '/readyz', '/healthz', '/healthz', '/healthz'].map((look) => ask(stack.url, { path: look })),
  );
  expect(looks.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  for (const look of ['/healthz', '/readyz']) expectLater(await ask(stack.url, { path: look }));
  // A page of another site has used up nothing of the limit, and gets no further itself.
  const foreign = await Promise.all(
    Array.from({ length: 101 }, () => ask(stack.url, { path: '/api/docs', headers: EVIL })),
  );
  expect(foreign.filter(({ status }) => status === 429)).toHaveLength(1);
});

it('of candles: many rows cost as much as many reads', async () => {
  await using stack = await testServer({ env: { LIMIT_READS_PER_MINUTE: '220' } });
  const candles = (limit: number) =>
    ask(stack.url, { path: rpc('market.candles', { base: 'SOL', quote: 'USDC', interval: '1m', limit }) });
  const told: Told[] = [];
  for (let i = 0; i < 5; i += 1) told.push(await candles(1_000));
  expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
  expectLater(told.at(-1));
});

it('of reads by many guests of one address', async () => {
  await using stack = await testServer({ env: { LIMIT_READS_PER_MINUTE: '20', LIMIT_ADDRESS_READS_PER_MINUTE: '50' } });
  const told: Told[] = [];
  for (let i = 0; i < 6; i += 1) {
    const { cookie } = await stack.guest();
    for (let j = 0; j < 10; j += 1) told.push(await ask(stack.url, { path: rpc('account.me'), headers: { cookie } }));
  }
  expect(told.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(50);
  expectLater(told.at(-1));
});

it('of guests', async () => {
  const guests = await flood(60, () => ({ path: '/api/auth/sign-in/anonymous', body: {} }));
  // A minute may end during the test.
  expect(guests.taken).toBeLessThanOrEqual(50);
  expectLater(guests.refusal);
});
