import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { type Guest, type TestServer, testServer } from './testing/testServer.ts';

const place = (guest: Guest) => guest.client.orders.place.mutate(orderRequest());
const heldBy = async (guest: Guest) => {
  const { balances } = await guest.client.account.balances.query();
  return balances.filter(({ held }) => held !== '0');
};

async function post(stack: TestServer, path: string, headers: Record<string, string>) {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{}',
  });
  const body = (await response.json()) as { outcome?: string; error?: { code: string }; answers?: unknown[] };
  return { status: response.status, body };
}

// No worker runs: every order waits.
describe('orders.cancel', () => {
  it('answers finally, releases the hold, and tells the trader’s subscriptions', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { orderId } = await place(guest);
    const statuses: string[] = [];
    const over = new Promise<void>((resolve, reject) => {
      guest.client.orders.onStatus.subscribe(
        { orderId },
        {
          onData: ({ data }) => void (data.type === 'event' && statuses.push(data.event.status)),
          onComplete: resolve,
          onError: reject,
        },
      );
    });
    expect(await guest.client.orders.cancel.mutate({ orderId })).toMatchObject({
      outcome: 'cancelled',
      order: { orderId, status: 'cancelled', failure: null, seq: 2 },
    });
    await over;
    expect(statuses).toEqual(['pending', 'cancelled']);
    expect(await heldBy(guest)).toEqual([]);
    expect(await guest.client.orders.cancel.mutate({ orderId })).toMatchObject({ outcome: 'already_final' });
    const { orders } = await guest.client.orders.list.query({ status: ['cancelled'] });
    expect(orders.map((order) => order.orderId)).toEqual([orderId]);
    const { items } = await guest.client.account.activity.query({ limit: 1 });
    expect(items).toMatchObject([{ kind: 'step', status: 'cancelled', lines: [{}, {}] }]);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('cancels once, however many calls ask for it at the same moment', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { orderId } = await place(guest);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => guest.client.orders.cancel.mutate({ orderId }, { context: { skipBatch: true } })),
    );
    expect(answers.filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'already_final')).toHaveLength(7);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('finds no order of another trader, and takes no key that may only read', async () => {
    await using stack = await testServer();
    const [guest, other] = [await stack.guest(), await stack.guest()];
    const { orderId } = await place(guest);
    for (const id of [orderId, '00000000-0000-7000-8000-000000000000', 'rubbish'])
      await expect(other.client.orders.cancel.mutate({ orderId: id })).rejects.toMatchObject({
        data: { code: 'ORDER_NOT_FOUND' },
      });
    const { secret } = await guest.client.apiKeys.create.mutate({ name: 'reads', scopes: ['read'] });
    const reader = createClient({ url: stack.url, apiKey: secret });
    await expect(reader.client.orders.cancel.mutate({ orderId })).rejects.toMatchObject({
      data: { code: 'FORBIDDEN' },
    });
    await expect(reader.client.orders.cancelAll.mutate()).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } });
    await reader.close();
    expect((await guest.client.orders.get.query({ orderId })).order.status).toBe('pending');
  });

  it('works for a trader who may place no more orders for now', async () => {
    await using stack = await testServer({ env: { LIMIT_ORDERS_PER_MINUTE: '2' } });
    const guest = await stack.guest();
    const { orderId } = await place(guest);
    await place(guest);
    await expect(place(guest)).rejects.toMatchObject({ data: { code: 'TOO_MANY_REQUESTS' } });
    expect((await guest.client.orders.cancel.mutate({ orderId })).outcome).toBe('cancelled');
    expect((await guest.client.orders.cancelAll.mutate()).answers).toHaveLength(1);
  });
});

describe('the plain interface', () => {
  it('cancels one order and all open ones', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const headers = { cookie: guest.cookie };
    const [one, ...others] = [await place(guest), await place(guest), await place(guest)];
    expect(await post(stack, `/api/orders/${one.orderId}/cancel`, headers)).toMatchObject({
      status: 200,
      body: { outcome: 'cancelled', order: { status: 'cancelled' } },
    });
    const { status, body } = await post(stack, '/api/orders/cancel', headers);
    expect(status).toBe(200);
    expect(body.answers).toHaveLength(others.length);
    expect(await heldBy(guest)).toEqual([]);
    expect(await post(stack, '/api/orders/cancel', headers)).toMatchObject({ status: 200, body: { answers: [] } });
    expect(await post(stack, '/api/orders/rubbish/cancel', headers)).toMatchObject({ status: 404 });
    expect(await post(stack, `/api/orders/${one.orderId}/cancel`, {})).toMatchObject({ status: 401 });
    const get = await fetch(`${stack.url}/api/orders/${one.orderId}/cancel`, { headers });
    expect(get.status).toBe(405);
    expect(await stack.db.audit()).toEqual([]);
  });
});
