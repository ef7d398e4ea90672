import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createApiKeyStore } from '../../drizzle/apiKeyStore.ts';
import { NO_SESSION } from '../../server/ws/socketWatch.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { eventually, testServer } from './testing/testServer.ts';

/** Calls a procedure over HTTP with only these headers. */
async function call(opts: { url: string; path: string; headers: Record<string, string>; input?: unknown }) {
  const { url, path, headers, input } = opts;
  const response = await fetch(`${url}/api/trpc/${path}`, {
    headers: { ...headers, ...(input === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(input === undefined ? {} : { method: 'POST', body: JSON.stringify(input) }),
  });
  const answer = (await response.json()) as { result?: { data: unknown }; error?: { data: { code: string } } };
  return { status: response.status, code: answer.error?.data.code, data: answer.result?.data };
}

describe('API keys', () => {
  it('act for their trader over HTTP by either header, within their scopes, until they are revoked', async () => {
    await using stack = await testServer();
    const { url } = stack;
    const guest = await stack.guest();
    const me = await guest.client.account.me.query();
    const trade = await guest.client.apiKeys.create.mutate({ name: ' bot ', scopes: ['trade'], ordersPerMinute: 50 });
    const read = await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] });
    expect(trade.key).toMatchObject({ name: 'bot', scopes: ['read', 'trade'], ordersPerMinute: 50, lastUsedAt: null });
    expect(trade.secret.startsWith(trade.key.start)).toBe(true);
    expect(JSON.stringify(await stack.db.owner`select * from auth.api_key`)).not.toContain(trade.secret);

    const byName = { 'x-api-key': trade.secret, origin: 'https://their.service' };
    const byBearer = { authorization: `Bearer ${trade.secret}` };
    for (const headers of [byName, byBearer]) {
      expect((await call({ url, path: 'account.me', headers })).data).toEqual({ ...me, signedInBy: 'key' });
      expect((await call({ url, path: 'orders.place', headers, input: orderRequest() })).status).toBe(200);
    }
    const eyes = { 'x-api-key': read.secret };
    expect((await call({ url, path: 'account.balances', headers: eyes })).status).toBe(200);
    expect(await call({ url, path: 'orders.place', headers: eyes, input: orderRequest() })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    for (const [path, input] of [
      ['apiKeys.create', { name: 'heir', scopes: ['read'] }],
      ['apiKeys.list', undefined],
      ['apiKeys.revoke', { keyId: read.key.id }],
    ] as const) {
      expect(await call({ url, path, headers: byName, input })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    await eventually(async () =>
      (await guest.client.apiKeys.list.query()).keys.every((key) => key.lastUsedAt !== null),
    );

    const other = await stack.guest();
    expect((await other.client.apiKeys.list.query()).keys).toEqual([]);
    await expect(other.client.apiKeys.revoke.mutate({ keyId: trade.key.id })).rejects.toMatchObject({
      data: { code: 'KEY_NOT_FOUND' },
    });
    await guest.client.apiKeys.revoke.mutate({ keyId: trade.key.id });
    // A revoked key is refused, whatever cookie is sent with it.
    for (const headers of [byName, { ...byBearer, cookie: guest.cookie }]) {
      expect(await call({ url, path: 'account.me', headers })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
    const refused = await fetch(`${url}/api/orders`, { headers: byName });
    expect(await refused.json()).toMatchObject({ error: { message: expect.stringMatching(/^This API key /) } });
    expect((await guest.client.apiKeys.list.query()).keys.map((key) => key.name)).toEqual(['eyes']);
  });

  it('open sockets by header or by parameters, which are closed at the revocation', async () => {
    await using stack = await testServer({ socketLimits: { authenticateMs: 200, watchMs: 60_000, stalledMs: 10_000 } });
    const guest = await stack.guest();
    const { key, secret } = await guest.client.apiKeys.create.mutate({ name: 'bot', scopes: ['read'] });
    const wsUrl = `${stack.url.replace('http', 'ws')}/api/ws`;
    const byHeader = new WebSocket(wsUrl, { headers: { 'x-api-key': secret } });
    const byParams = new WebSocket(`${wsUrl}?connectionParams=1`);
    byParams.once('open', () =>
      byParams.send(JSON.stringify({ method: 'connectionParams', data: { apiKey: secret } })),
    );
    const sockets = [byHeader, byParams];
    const closed = sockets.map((ws) => new Promise<number>((resolve) => ws.once('close', resolve)));
    const names = sockets.map(
      (ws) =>
        new Promise<string>((resolve) => {
          ws.on('message', (data) => {
            const { result } = JSON.parse(String(data)) as { result?: { data?: { traderId: string } } };
            if (result?.data !== undefined) resolve(result.data.traderId);
          });
          ws.once('open', () => ws.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'account.me' } })));
        }),
    );
    const { traderId } = await guest.client.account.me.query();
    expect(await Promise.all(names)).toEqual([traderId, traderId]);
    await guest.client.apiKeys.revoke.mutate({ keyId: key.id });
    expect(await Promise.all(closed)).toEqual([NO_SESSION, NO_SESSION]);
  });

  it('are at most twenty, also for concurrent requests, and expire', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const made = await Promise.allSettled(
      Array.from({ length: 25 }, () => guest.client.apiKeys.create.mutate({ name: 'k', scopes: ['read'] })),
    );
    expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(20);
    const { traderId } = await guest.client.account.me.query();
    await stack.db.owner`update auth.api_key set expires_at = now() - interval '1 second' where user_id = ${traderId}`;
    const [row] = await stack.db.owner<{ hash: string }[]>`select hash from auth.api_key limit 1`;
    expect(await createApiKeyStore({ database: stack.db.database }).find(row?.hash ?? '')).toBeUndefined();
    const { key } = await guest.client.apiKeys.create.mutate({ name: 'new', scopes: ['read'], expiresInDays: 1 });
    expect(Date.parse(key.expiresAt ?? '') - Date.parse(key.createdAt)).toBeGreaterThan(86_390_000);
  });
});
