import { describe, expect, it } from 'vitest';
import { manyOrders } from '../../drizzle/testing/manyOrders.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { testServer } from './testing/testServer.ts';

describe('GET /api/orders.csv', () => {
  it('writes the orders that the same query lists, in its order, whole', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    await manyOrders({ owner: stack.db.owner, traderId, count: 1_200 });
    const { orderId, validUntil } = await guest.client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId });

    const csv = (query: string, cookie = guest.cookie) =>
      fetch(`${stack.url}/api/orders.csv${query}`, { headers: { cookie } });
    const whole = await csv('');
    expect(whole.headers.get('content-type')).toContain('text/csv');
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/);
    const lines = (await whole.text()).split('\r\n');
    expect(lines).toHaveLength(1 + 1_201 + 1);
    expect(lines[0]).toMatch(/^order_id,accepted_at,final_at,type,pair,/);
    const placed = lines[1]?.split(',') ?? [];
    expect(placed[0]).toBe(orderId);
    // 149 USDC are 41.57 bps less than the quoted 149.622015.
    expect(placed.slice(3)).toEqual([
      ...['market', 'SOL/USDC', 'SOL', 'USDC', '1', '149', '148.873904', '149.622015', 'confirmed', '1', 'raydium'],
      ...['41.57', '0.0025 SOL', `signature-${orderId}`, '101', '', ''],
      // Its expiry and version; it has no trigger.
      ...[validUntil, '1', ...Array(8).fill('')],
    ]);

    const query = { status: ['confirmed' as const], token: 'JUP', sort: 'slippage' as const, order: 'asc' as const };
    const listed = await guest.client.orders.list.query({ ...query, limit: 100 });
    const chosen = (await (await csv('?status=confirmed&token=JUP&sort=slippage&order=asc')).text()).split('\r\n');
    expect(chosen.slice(1, 101).map((line) => line.slice(0, 36))).toEqual(listed.orders.map((order) => order.orderId));
    expect(chosen).toHaveLength(1 + (listed.total ?? 0) + 1);

    const other = await stack.guest();
    expect(await (await csv('', other.cookie)).text()).toBe(`${lines[0]}\r\n`);
  });

  it('refuses callers without a session, and invalid queries, like all interfaces', async () => {
    await using stack = await testServer();
    const { cookie, client } = await stack.guest();
    const answers: [string, RequestInit, number, string, RegExp][] = [
      ['', {}, 401, 'UNAUTHENTICATED', /not signed in/],
      ['', { headers: { cookie }, method: 'POST', body: '' }, 405, 'INVALID_REQUEST', /GET/],
      ['?sort=age', { headers: { cookie } }, 400, 'INVALID_REQUEST', /sort must be one of accepted/],
      ['?status=open,lost', { headers: { cookie } }, 400, 'INVALID_REQUEST', /status.1 must be one of open/],
      ['?type=limit,wish', { headers: { cookie } }, 400, 'INVALID_REQUEST', /type.1 must be one of market/],
      ['?token=DOGE', { headers: { cookie } }, 400, 'UNKNOWN_TOKEN', /token is not a listed token/],
      ['?from=yesterday', { headers: { cookie } }, 400, 'INVALID_REQUEST', /from must be an instant/],
      [
        '?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z',
        { headers: { cookie } },
        400,
        'INVALID_REQUEST',
        /to must/,
      ],
      ['?search=%00', { headers: { cookie } }, 400, 'INVALID_REQUEST', /search must not hold/],
      ['?venue=raydium&venue=meteora', { headers: { cookie } }, 400, 'INVALID_REQUEST', /venue must be one of/],
      ['?limit=5', { headers: { cookie } }, 400, 'INVALID_REQUEST', /limit is not known/],
    ];
    for (const [query, init, status, code, sentence] of answers) {
      const response = await fetch(`${stack.url}/api/orders.csv${query}`, init);
      const { error } = (await response.json()) as { error: { data: { code: string; text: string } } };
      expect({ query, status: response.status, code: error.data.code }).toEqual({ query, status, code });
      expect(error.data.text).toMatch(sentence);
    }
    await expect(client.orders.list.query({ cursor: 'x' })).rejects.toThrow(/cursor must be the nextCursor/);
    await expect(client.orders.list.query({ search: 'x'.repeat(101) })).rejects.toThrow(/search must be at most 100/);
    expect(await client.orders.list.query({ status: [] })).toEqual({
      orders: [],
      nextCursor: null,
      total: 0,
      totalCapped: false,
    });
  });
});
