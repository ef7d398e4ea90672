import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/index.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { tcpSwitch } from './testing/tcpSwitch.ts';
import { eventually, testServer } from './testing/testServer.ts';

describe('the server without Postgres', () => {
  it('starts, reports what is missing, and serves once Postgres can be reached', async () => {
    await using line = await tcpSwitch();
    await using stack = await testServer({ databaseUrl: line.through });
    expect((await fetch(`${stack.url}/healthz`)).status).toBe(200);
    const unready = await fetch(`${stack.url}/readyz`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toMatchObject({ parts: { database: { ok: false }, market: { ok: true } } });
    const refused = await fetch(`${stack.url}/api/auth/sign-in/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { data: { code: 'UNAVAILABLE', retryable: true } } });

    await line.on();
    await eventually(async () => (await fetch(`${stack.url}/readyz`)).status === 200);
    const guest = await stack.guest();
    expect(await guest.client.orders.place.mutate(orderRequest())).toMatchObject({ status: 'pending' });
  });

  it('refuses orders during an outage, and its subscriptions continue afterwards without a gap', async () => {
    await using line = await tcpSwitch();
    await line.on();
    await using stack = await testServer({ databaseUrl: line.through });
    const { client } = await stack.guest();
    const seen: OrderEventView[] = [];
    let connected = false;
    client.orders.onUpdate.subscribe(undefined, {
      onData: ({ data }) => {
        if (data.type === 'connected') connected = true;
        else seen.push(...data.events);
      },
    });
    await eventually(() => connected);
    const request = orderRequest();
    await line.off();
    await expect(client.orders.place.mutate(request)).rejects.toMatchObject({
      data: { code: 'UNAVAILABLE', retryable: true },
    });
    await expect(client.orders.placeMany.mutate({ orders: [request, orderRequest()] })).rejects.toMatchObject({
      data: { code: 'UNAVAILABLE', retryable: true },
    });
    await line.on();
    await eventually(async () => {
      try {
        return (await client.orders.place.mutate(request)).status === 'pending';
      } catch {
        return false;
      }
    });
    await eventually(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ traderSeq: '1', status: 'pending' });
  });
});

describe('the server without Redis', () => {
  it('accepts orders and shows events during an outage, and uses Redis again afterwards', async () => {
    await using line = await tcpSwitch();
    await line.on();
    const redisUrl = line.through(process.env.REDIS_URL ?? '');
    await using stack = await testServer({ redisUrl });
    const readyStatus = async () => {
      const answer: unknown = await (await fetch(`${stack.url}/readyz`)).json();
      return (answer as { status: string }).status;
    };
    await eventually(async () => (await readyStatus()) === 'ready');
    const { client } = await stack.guest();
    const seen: OrderEventView[] = [];
    let connected = false;
    client.orders.onUpdate.subscribe(undefined, {
      onData: ({ data }) => {
        if (data.type === 'connected') connected = true;
        else seen.push(...data.events);
      },
    });
    await eventually(() => connected);

    await line.off();
    for (let i = 0; i < 5; i += 1) {
      const { orderId } = await client.orders.place.mutate(orderRequest());
      await confirmOrder({ execution: stack.execution, orderId });
    }
    expect(await readyStatus()).toBe('degraded');
    await eventually(() => seen.length === 25);
    expect(seen.map((event) => event.traderSeq)).toEqual(Array.from({ length: 25 }, (_, i) => String(i + 1)));

    await line.on();
    await eventually(async () => (await readyStatus()) === 'ready');
    const { orderId } = await client.orders.place.mutate(orderRequest());
    await eventually(() => seen.some((event) => event.orderId === orderId));
  });
});

describe('the client', () => {
  it('queries without a WebSocket class', async () => {
    await using stack = await testServer();
    const { client, close } = createClient({ url: stack.url });
    expect(await client.system.status.query()).toMatchObject({ version: 'test' });
    await close();
  });
});
