import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import type { EngineErrorData } from '../../server/trpc/errorShape.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { eventually, type Guest, NOBODY_LISTENS, type TestServer, testServer } from './testing/testServer.ts';

/** The error data of a call that fails. */
async function refusal(call: Promise<unknown>): Promise<EngineErrorData> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) return error.data as EngineErrorData;
    throw error;
  }
  throw new Error('the call was not refused');
}

/** All tables that placing an order could change. */
async function tables(stack: TestServer) {
  const [row] = await stack.db.owner`
    select (select count(*) from engine.orders) as orders, (select count(*) from engine.order_events) as events,
           (select count(*) from engine.transfers) as transfers, (select sum(available) from engine.balances) as available,
           (select sum(held) from engine.balances) as held`;
  return row;
}

/** Sends a body unchanged, without the client's types. */
async function placeRaw(opts: { stack: TestServer; guest: Guest; body: string }) {
  const response = await fetch(`${opts.stack.url}/api/trpc/orders.place`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: opts.guest.cookie },
    body: opts.body,
  });
  const answer: unknown = await response.json();
  return { status: response.status, data: (answer as { error: { data: EngineErrorData } }).error.data };
}

describe('orders.place', () => {
  it('accepts, holds the amount and returns the order as it is stored', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const before = await guest.client.account.balances.query();
    const placed = await guest.client.orders.place.mutate(orderRequest());
    // 997.5 thousandths of 1 SOL are swapped against 50,000 SOL and 7,500,000 USDC, less 50 bps.
    expect(placed).toMatchObject({ status: 'pending', quotedOut: '149622015', minOut: '148873904', attempt: 0 });
    const { order, events } = await guest.client.orders.get.query({ orderId: placed.orderId });
    expect(order).toEqual(placed);
    expect(events).toMatchObject([{ seq: 1, traderSeq: '1', status: 'pending', data: { quotedOut: '149622015' } }]);
    expect((await guest.client.orders.list.query({})).orders).toEqual([placed]);
    const after = await guest.client.account.balances.query();
    const sol = (one: typeof after) => one.balances.find((balance) => balance.token === placed.tokenIn);
    expect(BigInt(sol(before)?.available ?? 0) - BigInt(sol(after)?.available ?? 0)).toBe(1_000_000_000n);
    expect(sol(after)?.held).toBe('1000000000');
    expect(await stack.db.audit()).toEqual([]);
  });

  it('uses the request’s minOut as the bound, also above the quote', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const placed = await guest.client.orders.place.mutate(orderRequest({ minOut: '900000000' }));
    expect(placed).toMatchObject({ minOut: '900000000', requestedMinOut: '900000000', quotedOut: '149622015' });
  });

  it('refuses bad input with an error that names the field, and changes nothing', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const before = await tables(stack);
    const order = orderRequest();
    const without = (field: keyof typeof order) => JSON.stringify({ ...order, [field]: undefined });
    const amount = (raw: string) => JSON.stringify(order).replace(/"amountIn":"[0-9]+"/, `"amountIn":${raw}`);
    const table: [string, string, string, RegExp][] = [
      ['zero', amount('"0"'), 'INVALID_AMOUNT', /amountIn must be a whole number/],
      ['negative', amount('"-1"'), 'INVALID_AMOUNT', /amountIn/],
      ['fractional', amount('"1.5"'), 'INVALID_AMOUNT', /amountIn/],
      ['NaN', amount('"NaN"'), 'INVALID_AMOUNT', /amountIn/],
      ['1e999', amount('"1e999"'), 'INVALID_AMOUNT', /amountIn/],
      ['1e999 as a number', amount('1e999'), 'INVALID_AMOUNT', /amountIn must be a decimal string/],
      ['2^64', amount('"18446744073709551616"'), 'INVALID_AMOUNT', /amountIn/],
      ['a number', amount('1000000000'), 'INVALID_AMOUNT', /amountIn must be a decimal string/],
      ['Arabic digits', amount('"١٢٣"'), 'INVALID_AMOUNT', /amountIn/],
      ['a leading zero', amount('"01"'), 'INVALID_AMOUNT', /amountIn/],
      ['no amount', without('amountIn'), 'INVALID_AMOUNT', /amountIn/],
      ['no tokenIn', without('tokenIn'), 'UNKNOWN_TOKEN', /tokenIn/],
      ['no tokenOut', without('tokenOut'), 'UNKNOWN_TOKEN', /tokenOut/],
      [
        'unknown token',
        JSON.stringify({ ...order, tokenOut: 'DOGE' }),
        'UNKNOWN_TOKEN',
        /tokenOut is not a listed token/,
      ],
      ['same token', JSON.stringify({ ...order, tokenOut: 'SOL' }), 'SAME_TOKEN', /tokenOut must differ/],
      [
        'slippage',
        JSON.stringify({ ...order, slippageBps: 5_001 }),
        'INVALID_REQUEST',
        /slippageBps must be at most 5000/,
      ],
      ['negative slippage', JSON.stringify({ ...order, slippageBps: -1 }), 'INVALID_REQUEST', /slippageBps/],
      ['zero minOut', JSON.stringify({ ...order, minOut: '0' }), 'INVALID_AMOUNT', /minOut/],
      [
        'empty key',
        JSON.stringify({ ...order, idempotencyKey: '' }),
        'INVALID_REQUEST',
        /idempotencyKey must not be empty/,
      ],
      [
        'long key',
        JSON.stringify({ ...order, idempotencyKey: 'k'.repeat(129) }),
        'INVALID_REQUEST',
        /idempotencyKey must be at most 128/,
      ],
      ['unknown kind of order', JSON.stringify({ ...order, type: 'wish' }), 'INVALID_REQUEST', /type must be 'market'/],
      ['unknown field', JSON.stringify({ ...order, admin: true }), 'INVALID_REQUEST', /admin is not known/],
      ['__proto__', `{"__proto__":{"x":1},${JSON.stringify(order).slice(1)}`, 'INVALID_REQUEST', /__proto__|not known/],
      ['no object', '"order"', 'INVALID_REQUEST', /JSON object/],
      ['no JSON', '{', 'INVALID_REQUEST', /not valid/],
      [
        'validForSeconds',
        JSON.stringify({ ...order, validForSeconds: 0 }),
        'INVALID_REQUEST',
        /validForSeconds must be at least 1/,
      ],
    ];
    for (const [name, body, code, sentence] of table) {
      const { status, data } = await placeRaw({ stack, guest, body });
      expect({ name, status, code: data.code }).toEqual({ name, status: 400, code });
      expect(data.text, name).toMatch(sentence);
    }
    const poor = await refusal(guest.client.orders.place.mutate(orderRequest({ amountIn: '100000000001' })));
    expect(poor).toMatchObject({ code: 'INSUFFICIENT_BALANCE', retryable: false });
    expect(await refusal(guest.client.orders.place.mutate(orderRequest({ tokenOut: 'BONK' })))).toMatchObject({
      code: 'NO_POOL',
    });
    // One base unit of SOL, a billionth, costs less than a millionth of a dollar.
    for (const dust of [{ amountIn: '1' }, { amountIn: '1', minOut: '1' }]) {
      const refused = await refusal(guest.client.orders.place.mutate(orderRequest(dust)));
      expect(refused).toMatchObject({
        code: 'AMOUNT_TOO_SMALL',
        text: expect.stringMatching(/too small.*larger amount/),
      });
    }
    expect(await tables(stack)).toEqual(before);
  });

  it('makes one order of 50 parallel requests with one key, and a conflict of a different body', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const request = orderRequest();
    const placed = await Promise.all(Array.from({ length: 50 }, () => guest.client.orders.place.mutate(request)));
    expect(new Set(placed.map((order) => order.orderId)).size).toBe(1);
    expect((await tables(stack))?.orders).toBe('1');
    expect(await refusal(guest.client.orders.place.mutate({ ...request, amountIn: '2' }))).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    // The key is checked before price and pause: a repeated request always gets its order back.
    await stack.db.owner`select engine.pause_intake(true)`;
    expect((await guest.client.orders.place.mutate(request)).orderId).toBe(placed[0]?.orderId);
    expect((await tables(stack))?.orders).toBe('1');
  });

  it('refuses new orders as soon as intake is paused', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    await stack.db.owner`select engine.pause_intake(true)`;
    expect(await refusal(guest.client.orders.place.mutate(orderRequest()))).toMatchObject({
      code: 'INTAKE_PAUSED',
      retryable: true,
    });
    expect(await guest.client.system.status.query()).toMatchObject({ intakePaused: true });
    await stack.db.owner`select engine.pause_intake(false)`;
    expect(await guest.client.orders.place.mutate(orderRequest())).toMatchObject({ status: 'pending' });
  });

  it('refuses without prices, unless the order has its own minOut', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    stack.market.silence(true);
    await eventually(() => !stack.server.engine.market.isFresh());
    expect(await refusal(guest.client.orders.place.mutate(orderRequest()))).toMatchObject({
      code: 'MARKET_UNAVAILABLE',
      retryable: true,
    });
    expect(await guest.client.orders.place.mutate(orderRequest({ minOut: '5' }))).toMatchObject({
      minOut: '5',
      quotedOut: null,
      quoteSlot: null,
    });
    expect(
      await refusal(guest.client.orders.place.mutate(orderRequest({ tokenOut: 'BONK', minOut: '5' }))),
    ).toMatchObject({ code: 'NO_POOL' });
    expect(
      await refusal(guest.client.quotes.get.query({ tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '5' })),
    ).toMatchObject({ code: 'MARKET_UNAVAILABLE' });
  });

  it('accepts without Redis, also when started without it', async () => {
    await using stack = await testServer({ redisUrl: NOBODY_LISTENS });
    const guest = await stack.guest();
    const placed = await guest.client.orders.place.mutate(orderRequest());
    expect((await guest.client.orders.get.query({ orderId: placed.orderId })).order.status).toBe('pending');
    const ready = await fetch(`${stack.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'degraded',
      parts: { redis: { ok: false }, database: { ok: true } },
    });
  });

  it('answers a request for another trader’s order like one for an unknown order', async () => {
    await using stack = await testServer();
    const [owner, other] = [await stack.guest(), await stack.guest()];
    const { orderId } = await owner.client.orders.place.mutate(orderRequest());
    const unknown = '00000000-0000-7000-8000-000000000000';
    const answers = [];
    for (const id of [orderId, unknown, 'not-an-id'])
      answers.push(await refusal(other.client.orders.get.query({ orderId: id })));
    for (const answer of answers)
      expect(answer).toMatchObject({ code: 'ORDER_NOT_FOUND', text: 'There is no such order.' });
    expect((await other.client.orders.list.query({})).orders).toEqual([]);
    const refused = await refusal(
      new Promise((resolve, reject) => {
        other.client.orders.onStatus.subscribe({ orderId }, { onData: resolve, onError: reject });
      }),
    );
    expect(refused).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });

  it('opens the trader of a session whose opening was interrupted', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    await stack.db.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`delete from engine.ledger_lines where trader_id = ${traderId}`;
      await sql`delete from engine.transfers where trader_id = ${traderId}`;
      await sql`delete from engine.balances where trader_id = ${traderId}`;
      await sql`delete from engine.traders where id = ${traderId}`;
    });
    expect((await guest.client.account.balances.query()).balances).toEqual([]);
    expect(await guest.client.orders.place.mutate(orderRequest())).toMatchObject({ status: 'pending' });
    expect(await stack.db.audit()).toEqual([]);
  });
});
