import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { eventually, type Guest, type TestServer, testServer } from './testing/testServer.ts';

/** Sends a body unchanged, without the client's types. */
async function sendRaw(opts: { stack: TestServer; headers: Record<string, string>; body: string; path?: string }) {
  const { stack, headers, body, path = '/api/orders/many' } = opts;
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = (await response.json()) as {
    error?: { code: string; message: string };
    answers?: { order?: { orderId: string }; error?: { code: string; message: string } }[];
  };
  return { status: response.status, ...answer };
}

/** The result of each order of a call: `placed`, or the code of its error. */
const outcomes = (answers: readonly ({ order: unknown } | { error: { code: string } })[]) =>
  answers.map((answer) => ('order' in answer ? 'placed' : answer.error.code));

async function ordersIn(stack: TestServer) {
  const [row] = await stack.db.owner`
    select (select count(*) from engine.orders)::int as orders, (select count(distinct o.xmin::text) from engine.orders o)::int as transactions`;
  return row;
}

const revoke = (guest: Guest, keyId: string) => guest.client.apiKeys.revoke.mutate({ keyId });

describe('orders.placeMany', () => {
  it('accepts fifty orders in one transaction and answers in the order given', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const orders = Array.from({ length: 50 }, (_, at) => orderRequest({ amountIn: String(1_000_000 + at) }));
    const { answers } = await guest.client.orders.placeMany.mutate({ orders });
    expect(answers.map((answer) => 'order' in answer && answer.order.amountIn)).toEqual(
      orders.map(({ amountIn }) => amountIn),
    );
    expect(await ordersIn(stack)).toEqual({ orders: 50, transactions: 1 });
    const { orders: read } = await guest.client.orders.list.query({ limit: 50 });
    const placed = answers.flatMap((answer) => ('order' in answer ? [answer.order] : []));
    const byId = (a: { orderId: string }, b: { orderId: string }) => a.orderId.localeCompare(b.orderId);
    expect(read.toSorted(byId)).toEqual(placed.toSorted(byId));
    // The same call again returns the same orders.
    expect(await guest.client.orders.placeMany.mutate({ orders })).toEqual({ answers });
    expect((await ordersIn(stack))?.orders).toBe(50);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('refuses only the invalid order, with the same error as when placing it alone', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const known = orderRequest();
    const earlier = await guest.client.orders.place.mutate(known);
    const twice = orderRequest();
    const { idempotencyKey: _, ...keyless } = orderRequest();
    const table: [unknown, string][] = [
      [orderRequest(), 'placed'],
      [orderRequest({ tokenOut: 'DOGE' }), 'UNKNOWN_TOKEN'],
      [orderRequest({ tokenOut: 'SOL' }), 'SAME_TOKEN'],
      [orderRequest({ amountIn: '0' }), 'INVALID_AMOUNT'],
      [orderRequest({ amountIn: '1' }), 'AMOUNT_TOO_SMALL'],
      [orderRequest({ amountIn: '100000000001' }), 'INSUFFICIENT_BALANCE'],
      [orderRequest({ tokenOut: 'BONK' }), 'NO_POOL'],
      [keyless, 'INVALID_REQUEST'],
      [{ ...orderRequest(), admin: true }, 'INVALID_REQUEST'],
      [null, 'INVALID_REQUEST'],
      ['order', 'INVALID_REQUEST'],
      [[orderRequest()], 'INVALID_REQUEST'],
      [known, 'placed'],
      [{ ...known, amountIn: '5' }, 'IDEMPOTENCY_CONFLICT'],
      [twice, 'placed'],
      [twice, 'placed'],
      [{ ...twice, amountIn: '7000000' }, 'IDEMPOTENCY_CONFLICT'],
      [orderRequest(), 'placed'],
    ];
    const body = JSON.stringify({ orders: table.map(([order]) => order) });
    const { status, answers = [] } = await sendRaw({ stack, headers: { cookie: guest.cookie }, body });
    expect(status).toBe(200);
    expect(answers.map(({ order, error }) => (order === undefined ? error?.code : 'placed'))).toEqual(
      table.map(([, code]) => code),
    );
    expect(answers[1]?.error).toEqual({
      code: 'UNKNOWN_TOKEN',
      message: 'tokenOut is not a listed token. Nothing was changed.',
      retryable: false,
      requestId: expect.any(String),
    });
    expect(answers[12]?.order?.orderId).toBe(earlier.orderId);
    expect(answers[15]?.order?.orderId).toBe(answers[14]?.order?.orderId);
    expect((await ordersIn(stack))?.orders).toBe(4);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('spends a balance in the order given', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    // 100 SOL in total.
    const sizes = ['60', '50', '30', '20', '10'].map((sol) =>
      orderRequest({ amountIn: `${sol}000000000`, minOut: '1' }),
    );
    const { answers } = await guest.client.orders.placeMany.mutate({ orders: sizes });
    expect(outcomes(answers)).toEqual(['placed', 'INSUFFICIENT_BALANCE', 'placed', 'INSUFFICIENT_BALANCE', 'placed']);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('changes nothing when the call itself is malformed', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const some = (count: number) => JSON.stringify({ orders: Array.from({ length: count }, () => orderRequest()) });
    const table: [string, number, RegExp][] = [
      ['{}', 400, /orders must be a list of 1 to 50 orders/],
      ['{"orders":{"0":{}}}', 400, /orders must be a list of 1 to 50 orders/],
      [some(0), 400, /orders must hold 1 to 50 orders/],
      [some(51), 400, /orders must hold 1 to 50 orders/],
      [`[${JSON.stringify(orderRequest())}]`, 400, /must be a JSON object/],
      [`{"force":true,${some(1).slice(1)}`, 400, /The field force is not known here/],
      ['{', 400, /not valid/],
      [`{"orders":["${'x'.repeat(70_000)}"]}`, 413, /larger than 64 kB/],
    ];
    for (const [body, status, sentence] of table) {
      const refused = await sendRaw({ stack, headers: { cookie: guest.cookie }, body });
      expect(refused).toMatchObject({
        status,
        error: { code: 'INVALID_REQUEST', message: expect.stringMatching(sentence) },
      });
    }
    expect((await ordersIn(stack))?.orders).toBe(0);
  });

  it('requires a live session or a key that may trade, and counts each order', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const make = (ordersPerMinute?: number) =>
      guest.client.apiKeys.create.mutate({
        name: 'bot',
        scopes: ['trade'],
        ...(ordersPerMinute === undefined ? {} : { ordersPerMinute }),
      });
    const body = JSON.stringify({ orders: [orderRequest(), orderRequest()] });
    const eyes = await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] });
    const gone = await make();
    await revoke(guest, gone.key.id);
    for (const [headers, status, code] of [
      [{}, 401, 'UNAUTHENTICATED'],
      [{ 'x-api-key': gone.secret }, 401, 'UNAUTHENTICATED'],
      [{ 'x-api-key': eyes.secret }, 403, 'FORBIDDEN'],
      [{ cookie: guest.cookie, origin: 'https://evil.example' }, 403, 'ORIGIN_NOT_ALLOWED'],
    ] as const) {
      expect(await sendRaw({ stack, headers, body })).toMatchObject({ status, error: { code } });
    }
    expect((await ordersIn(stack))?.orders).toBe(0);

    const bot = createClient({ url: stack.url, apiKey: (await make(10)).secret });
    const orders = (count: number) => Array.from({ length: count }, () => orderRequest({ amountIn: '1000000' }));
    expect(outcomes((await bot.client.orders.placeMany.mutate({ orders: orders(6) })).answers)).toEqual(
      Array(6).fill('placed'),
    );
    const over = await bot.placeMany(orders(6));
    expect(over.map(({ order, error }) => (order === undefined ? error?.code : 'placed'))).toEqual([
      ...Array(4).fill('placed'),
      ...Array(2).fill('TOO_MANY_REQUESTS'),
    ]);
    expect(over[5]?.error).toMatchObject({ retryable: true, retryAfterSeconds: expect.any(Number) });
    await expect(bot.client.orders.placeMany.mutate({ orders: orders(1) })).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    });
    await expect(bot.client.orders.place.mutate(orderRequest())).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect((await ordersIn(stack))?.orders).toBe(10);
    await bot.close();
  });

  it('is refused whole when its session ends between the check and the acceptance', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    const keeper = await stack.db.owner.reserve();
    await keeper`begin`;
    await keeper`select from engine.traders where id = ${traderId} for update`;
    const placing = guest.client.orders.placeMany.mutate({
      // A malformed order among them makes no difference: the others were processed.
      orders: [orderRequest(), { ...orderRequest(), amountIn: 'much' }, orderRequest()],
    });
    const refused = expect(placing).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await eventually(async () => {
      const waiting = await stack.db.owner`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%accept_orders%' and pid <> pg_backend_pid()`;
      return waiting.length > 0;
    });
    await stack.db.owner`delete from auth.session where user_id = ${traderId}`;
    await keeper`commit`;
    keeper.release();
    await refused;
    expect((await ordersIn(stack))?.orders).toBe(0);
  });
});
