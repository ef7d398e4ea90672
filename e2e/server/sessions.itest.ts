import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { guestSession } from '../../client/index.ts';
import { PAPER_GRANT } from '../../drizzle/accountStore.ts';
import { NO_SESSION } from '../../server/ws/socketWatch.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { eventually, type TestServer, testServer } from './testing/testServer.ts';

const count = async (stack: TestServer, table: 'auth.user' | 'auth.session' | 'engine.traders') =>
  Number((await stack.db.owner.unsafe(`select count(*) from ${table}`))[0]?.count);

function openSocket(opts: { stack: TestServer; headers: Record<string, string> }) {
  const ws = new WebSocket(`${opts.stack.url.replace('http', 'ws')}/api/ws`, { headers: opts.headers });
  const ended = new Promise<{ code: number } | { status: number | undefined }>((resolve) => {
    ws.once('close', (code) => resolve({ code }));
    ws.once('unexpected-response', (_req, res) => resolve({ status: res.statusCode }));
    ws.once('error', () => {});
  });
  return { ws, ended };
}

describe('guests', () => {
  it('get a trader with a funded wallet only by one POST', async () => {
    await using stack = await testServer();
    for (const path of [
      '/',
      '/api/auth/sign-in/anonymous',
      '/api/auth/get-session',
      '/api/trpc/account.me',
      '/api/trpc/account.balances',
    ]) {
      await fetch(`${stack.url}${path}`);
    }
    for (const path of ['/api/auth/sign-up/email', '/api/auth/delete-anonymous-user', '/api/auth/update-user']) {
      const response = await fetch(`${stack.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(400);
    }
    expect(await count(stack, 'auth.user')).toBe(0);

    const guest = await stack.guest();
    const me = await guest.client.account.me.query();
    expect(me).toMatchObject({
      guest: true,
      name: 'Guest',
      wallet: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
    });
    const { balances, asOf } = await guest.client.account.balances.query();
    expect(asOf).toBe('0');
    expect(new Map(balances.map((balance) => [balance.token, BigInt(balance.available)]))).toEqual(
      new Map(PAPER_GRANT),
    );
    expect(await count(stack, 'auth.user')).toBe(1);
    expect(await count(stack, 'engine.traders')).toBe(1);
  });

  it('are not made again for the cookie of a guest', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const again = await fetch(`${stack.url}/api/auth/sign-in/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: guest.cookie, origin: stack.url },
      body: '{}',
    });
    expect(again.status).toBe(400);
    expect(await count(stack, 'auth.user')).toBe(1);
  });

  it('can top their wallet up', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    await guest.client.orders.place.mutate(orderRequest({ amountIn: '60000000000' }));
    const { balances } = await guest.client.account.topUp.mutate({});
    expect(balances.find((balance) => balance.token.startsWith('So1'))).toMatchObject({
      available: '100000000000',
      held: '60000000000',
    });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('are kept apart when many are made at once', async () => {
    await using stack = await testServer();
    const cookies = await Promise.all(Array.from({ length: 10 }, () => guestSession({ url: stack.url })));
    const ids = await Promise.all(
      cookies.map(async (cookie) => (await stack.clientOf(cookie).client.account.me.query()).traderId),
    );
    expect(new Set(ids).size).toBe(10);
  });
});

describe('a logout', () => {
  it('ends the session immediately over HTTP and closes its sockets', async () => {
    await using stack = await testServer({ socketLimits: { authenticateMs: 5_000, watchMs: 20, stalledMs: 10_000 } });
    const guest = await stack.guest();
    const { ws, ended } = openSocket({ stack, headers: { cookie: guest.cookie } });
    await new Promise((resolve) => ws.once('open', resolve));
    const response = await fetch(`${stack.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: guest.cookie, origin: stack.url },
      body: '{}',
    });
    expect(response.status).toBe(200);
    await expect(guest.client.account.me.query()).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    await expect(guest.client.orders.place.mutate(orderRequest())).rejects.toMatchObject({
      data: { code: 'UNAUTHENTICATED' },
    });
    expect(await ended).toEqual({ code: NO_SESSION });
  });
});

describe('a socket', () => {
  it('is refused to pages of other origins', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const foreign = openSocket({ stack, headers: { cookie: guest.cookie, origin: 'https://evil.example' } });
    expect(await foreign.ended).toEqual({ status: 403 });
    const own = openSocket({ stack, headers: { cookie: guest.cookie, origin: stack.url } });
    await new Promise((resolve) => own.ws.once('open', resolve));
    own.ws.close();
  });

  it('is closed when it does not authenticate with a live session in time', async () => {
    await using stack = await testServer({ socketLimits: { authenticateMs: 200, watchMs: 20, stalledMs: 10_000 } });
    const guest = await stack.guest();
    const known = openSocket({ stack, headers: { cookie: guest.cookie } });
    const start = performance.now();
    const nobody = openSocket({ stack, headers: {} });
    expect(await nobody.ended).toEqual({ code: NO_SESSION });
    expect(performance.now() - start).toBeGreaterThan(150);
    expect(known.ws.readyState).toBe(WebSocket.OPEN);
    known.ws.close();
    await known.ended;
  });

  it('bounds its messages, its batches and its subscriptions', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const big = openSocket({ stack, headers: { cookie: guest.cookie } });
    await new Promise((resolve) => big.ws.once('open', resolve));
    big.ws.send('x'.repeat(70_000));
    expect(await big.ended).toEqual({ code: 1009 });

    const { ws } = openSocket({ stack, headers: { cookie: guest.cookie } });
    await new Promise((resolve) => ws.once('open', resolve));
    const answers: { id: number | null; error?: { data: { code: string } } }[] = [];
    ws.on('message', (data) => answers.push(JSON.parse(String(data))));
    const follow = (id: number, orderId: string) => ({
      id,
      method: 'subscription',
      params: { path: 'orders.onStatus', input: { orderId } },
    });
    // A socket may have four subscriptions to one order.
    const placed = await Promise.all(
      Array.from({ length: 26 }, () => guest.client.orders.place.mutate(orderRequest({ amountIn: '1000000' }))),
    );
    const calls = Array.from({ length: 104 }, (_, id) => follow(id, placed[Math.floor(id / 4)]?.orderId ?? ''));
    ws.send(JSON.stringify(calls.slice(0, 101)));
    await eventually(() => answers.length > 0);
    expect(answers).toMatchObject([{ id: null, error: { data: { code: 'INVALID_REQUEST' } } }]);
    answers.length = 0;
    for (const call of calls.slice(0, 101)) ws.send(JSON.stringify(call));
    await eventually(() => answers.some((answer) => answer.error !== undefined));
    await eventually(() => stack.server.engine.feed.size() === 100);
    expect(answers.filter((answer) => answer.error !== undefined)).toMatchObject([
      { error: { data: { code: 'TOO_MANY_REQUESTS' } } },
    ]);
    ws.close();
    await eventually(() => stack.server.engine.feed.size() === 0);
  });

  it('is closed when it does not read its answers', async () => {
    await using stack = await testServer({ socketLimits: { authenticateMs: 5_000, watchMs: 50, stalledMs: 500 } });
    const guest = await stack.guest();
    const { ws, ended } = openSocket({ stack, headers: { cookie: guest.cookie } });
    await new Promise((resolve) => ws.once('open', resolve));
    ws.pause();
    const call = JSON.stringify(
      Array.from({ length: 10 }, (_, id) => ({ id, method: 'query', params: { path: 'market.tokens' } })),
    );
    // Far more answers than the buffers of the system can hold.
    for (let i = 0; i < 10_000; i += 1) ws.send(call);
    await eventually(() => stack.server.socketCount() === 0);
    ws.terminate();
    await ended;
  });
});
