import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { fireOrder } from './testing/orderSteps.ts';
import { limitOf, ocoOf, stopOf, usdcForSol } from './testing/restingRequests.ts';
import { type Guest, testServer } from './testing/testServer.ts';

const SOL = 1_000_000_000;
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { data?: { code?: string } }) => error.data?.code,
  );
const heldSol = async (guest: Guest) => {
  const { balances } = await guest.client.account.balances.query();
  return balances.find(({ held }) => held !== '0')?.held ?? '0';
};

describe('orders.amend', () => {
  it('8. an order can be edited: it keeps its id, its hold follows its amount, and its events tell it', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const placed = await guest.client.orders.place.mutate(limitOf());
    const { orderId, validUntil } = placed;
    const { order } = await guest.client.orders.amend.mutate({
      ...{ orderId, version: 1, amountIn: String(3 * SOL), minOut: '480000000' },
    });
    expect(order).toMatchObject({ orderId, version: 2, seq: 2, status: 'pending', amountIn: String(3 * SOL) });
    expect(order).toMatchObject({ minOut: '480000000', requestedMinOut: '480000000', validUntil });
    expect(await heldSol(guest)).toBe(String(3 * SOL));

    const later = await guest.client.orders.amend.mutate({
      ...{ orderId, version: 2, amountIn: String(SOL / 2), validForSeconds: 60 },
    });
    const left = Date.parse(later.order.validUntil) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
    expect(later.order).toMatchObject({ version: 3, minOut: '480000000' });
    expect(await heldSol(guest)).toBe(String(SOL / 2));

    const { events } = await guest.client.orders.get.query({ orderId });
    expect(events.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
    expect(events[1]).toMatchObject({ data: { version: 2, amountIn: String(3 * SOL), validUntil, missed: null } });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('lets exactly one of two concurrent amendments of the same version win', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { orderId } = await guest.client.orders.place.mutate(limitOf());
    const codes = await Promise.all(
      [2, 3].map((sol) =>
        codeOf(
          guest.client.orders.amend.mutate(
            { orderId, version: 1, amountIn: String(sol * SOL) },
            { context: { skipBatch: true } },
          ),
        ),
      ),
    );
    expect(codes.toSorted()).toEqual(['VERSION_CONFLICT', 'done']);
    const { order, events } = await guest.client.orders.get.query({ orderId });
    expect([order.version, events.length]).toEqual([2, 2]);
    expect(await heldSol(guest)).toBe(order.amountIn);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('refuses what it can’t do, and changes nothing', async () => {
    await using stack = await testServer();
    const [guest, other] = [await stack.guest(), await stack.guest()];
    const { client } = guest;
    const [limit, stop, oco, market] = [
      await client.orders.place.mutate(limitOf()),
      await client.orders.place.mutate(stopOf()),
      await client.orders.place.mutate(ocoOf()),
      await client.orders.place.mutate(orderRequest()),
    ];
    const held = await heldSol(guest);
    const of = ({ orderId }: { orderId: string }) => ({ orderId, version: 1 });
    const table: [object, string, RegExp][] = [
      [{ ...of(limit), amountIn: String(98 * SOL) }, 'INSUFFICIENT_BALANCE', /The order was not changed/],
      [{ ...of(limit), version: 2, amountIn: '5' }, 'VERSION_CONFLICT', /changed meanwhile/],
      [{ ...of(market), amountIn: '5' }, 'NOT_AMENDABLE', /waits for its price/],
      [{ ...of(limit), trailBps: 50 }, 'INVALID_REQUEST', /^trailBps is not a field of an order of type limit/],
      [{ ...of(oco), maxSlippageBps: 50 }, 'INVALID_REQUEST', /^maxSlippageBps is not a field of an order of type oco/],
      [{ ...of(limit), tokenOut: 'JUP' }, 'INVALID_REQUEST', /The field tokenOut is not known/],
      [of(limit), 'INVALID_REQUEST', /must change something/],
      [{ ...of(limit), version: 0, amountIn: '5' }, 'INVALID_REQUEST', /version must be at least 1/],
      [{ ...of(limit), amountIn: '0' }, 'INVALID_AMOUNT', /amountIn must be a whole number/],
      [{ ...of(limit), validForSeconds: 96 * 86_400 }, 'INVALID_REQUEST', /validForSeconds must be at most/],
      [{ ...of(stop), stopPrice: usdcForSol(151) }, 'TRIGGER_WOULD_FIRE', /The order was not changed/],
      [{ ...of(oco), takeProfitPrice: usdcForSol(139) }, 'TP_NOT_ABOVE_SL', /The order was not changed/],
      [{ orderId: 'rubbish', version: 1, amountIn: '5' }, 'ORDER_NOT_FOUND', /no such order/],
    ];
    for (const [input, code, text] of table) {
      const refused = client.orders.amend.mutate(input as Parameters<typeof client.orders.amend.mutate>[0]);
      await expect(refused, JSON.stringify(input)).rejects.toMatchObject({
        data: { code, text: expect.stringMatching(text) },
      });
    }
    expect(await codeOf(other.client.orders.amend.mutate({ ...of(limit), amountIn: '5' }))).toBe('ORDER_NOT_FOUND');
    const { secret } = await client.apiKeys.create.mutate({ name: 'reads', scopes: ['read'] });
    const reader = createClient({ url: stack.url, apiKey: secret });
    expect(await codeOf(reader.client.orders.amend.mutate({ ...of(limit), amountIn: '5' }))).toBe('FORBIDDEN');
    await reader.close();

    expect(await heldSol(guest)).toBe(held);
    for (const { orderId } of [limit, stop, oco])
      expect((await client.orders.get.query({ orderId })).order).toMatchObject({ version: 1, seq: 1 });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('is too late once the trigger fired, and once the order ended', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const [fired, cancelled] = [
      await guest.client.orders.place.mutate(limitOf()),
      await guest.client.orders.place.mutate(limitOf()),
    ];
    await fireOrder({ database: stack.db.database, order: fired });
    await guest.client.orders.cancel.mutate({ orderId: cancelled.orderId });
    for (const { orderId } of [fired, cancelled])
      expect(await codeOf(guest.client.orders.amend.mutate({ orderId, version: 1, amountIn: '5' }))).toBe('TOO_LATE');
    expect(await stack.db.audit()).toEqual([]);
  });

  it('counts like an order against the limit, and is announced to the trader’s subscriptions', async () => {
    await using stack = await testServer({ env: { LIMIT_ORDERS_PER_MINUTE: '2' } });
    const guest = await stack.guest();
    const { orderId } = await guest.client.orders.place.mutate(limitOf());
    const heard = new Promise<number>((resolve, reject) => {
      guest.client.orders.onStatus.subscribe(
        { orderId },
        {
          onData: ({ data }) => {
            if (data.type === 'event' && data.event.status === 'pending' && data.event.seq > 1)
              resolve(data.event.data.version);
          },
          onError: reject,
        },
      );
    });
    await guest.client.orders.amend.mutate({ orderId, version: 1, minOut: '5' });
    expect(await heard).toBe(2);
    expect(await codeOf(guest.client.orders.amend.mutate({ orderId, version: 2, minOut: '6' }))).toBe(
      'TOO_MANY_REQUESTS',
    );
  });

  it('has the same answer over the plain interface', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { orderId } = await guest.client.orders.place.mutate(stopOf());
    const post = async (path: string, body: unknown, headers: Record<string, string> = { cookie: guest.cookie }) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
      const response = await fetch(`${stack.url}/api/orders/${path}`, { ...init, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    };
    const amended = await post(`${orderId}/amend`, { version: 1, stopPrice: usdcForSol(145), maxSlippageBps: 200 });
    expect(amended).toMatchObject({ status: 200, body: { order: { orderId, version: 2 } } });
    expect(amended.body.order.trigger).toMatchObject({
      stop: { rate: usdcForSol(145), maxSlippageBps: 200 },
      confirmSlots: 2,
    });
    expect(await post(`${orderId}/amend`, { version: 1, amountIn: '5' })).toMatchObject({
      status: 409,
      body: { error: { code: 'VERSION_CONFLICT' } },
    });
    expect(await post(`${orderId}/amend`, [])).toMatchObject({ status: 400 });
    expect(await post(`${orderId}/amend`, { version: 2, amountIn: '5' }, {})).toMatchObject({ status: 401 });
    expect(await post('rubbish/amend', { version: 1, amountIn: '5' })).toMatchObject({ status: 404 });
    expect(await post(`${orderId}/alter`, { version: 2 })).toMatchObject({ status: 404 });
    expect(
      (await fetch(`${stack.url}/api/orders/${orderId}/amend`, { headers: { cookie: guest.cookie } })).status,
    ).toBe(405);
  });
});
