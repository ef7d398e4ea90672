import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { EngineClient } from '../../client/index.ts';
import type { MarketSnapshot } from '../../core/market/snapshotSchema.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { manyOrders } from '../../drizzle/testing/manyOrders.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { eventually, NOBODY_LISTENS, testServer } from './testing/testServer.ts';

const WAY = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

const resumed = <Input extends object>(input: Input, lastEventId: string | undefined) =>
  lastEventId === undefined ? input : { ...input, lastEventId };

/** Watches an order; `done` resolves when the subscription completes. */
function watchOrder(opts: { client: EngineClient; orderId: string; lastEventId?: string }) {
  const seen: OrderEventView[] = [];
  const connected: number[] = [];
  let stop = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const subscription = opts.client.orders.onStatus.subscribe(resumed({ orderId: opts.orderId }, opts.lastEventId), {
      onData: ({ data }) => {
        if (data.type === 'event') seen.push(data.event);
        else connected.push(data.cursor);
      },
      onComplete: resolve,
      onError: reject,
    });
    stop = () => subscription.unsubscribe();
  });
  return { seen, connected, done, stop: () => stop() };
}

/** Watches all of a trader's orders. */
function watchTrader(opts: { client: EngineClient; lastEventId?: string }) {
  const seen: OrderEventView[] = [];
  const connected: string[] = [];
  const subscription = opts.client.orders.onUpdate.subscribe(resumed({}, opts.lastEventId), {
    onData: ({ data }) => {
      if (data.type === 'events') seen.push(...data.events);
      else connected.push(data.cursor);
    },
    onError: (error) => {
      throw error;
    },
  });
  return { seen, connected, stop: () => subscription.unsubscribe() };
}

const statuses = (events: readonly OrderEventView[]) => events.map((event) => event.status);
const numbers = (upTo: number) => Array.from({ length: upTo }, (_, i) => i + 1);

describe('orders.onStatus', () => {
  it('shows every step live, and completes after the last', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const { orderId } = await client.orders.place.mutate(orderRequest());
    const watch = watchOrder({ client, orderId });
    let steps = 0;
    // Each step waits until the previous one was seen, so that events are delivered live and not replayed at the end.
    const between = async () => {
      steps += 1;
      await eventually(() => watch.seen.length === steps);
    };
    await confirmOrder({ execution: stack.execution, orderId, between });
    await watch.done;
    expect(watch.connected).toEqual([0]);
    expect(statuses(watch.seen)).toEqual(WAY);
    expect(watch.seen.map((event) => event.seq)).toEqual(numbers(5));
    const { events } = await client.orders.get.query({ orderId });
    expect(watch.seen).toEqual(events);
    await eventually(() => stack.server.engine.feed.size() === 0);
  });

  it('shows past events to a late subscriber, and resumes after a cursor', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const { orderId } = await client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId });
    const late = watchOrder({ client, orderId });
    await late.done;
    expect(statuses(late.seen)).toEqual(WAY);
    const resumed = watchOrder({ client, orderId, lastEventId: '3' });
    await resumed.done;
    expect(resumed.connected).toEqual([3]);
    expect(resumed.seen.map((event) => event.seq)).toEqual([4, 5]);
    const over = watchOrder({ client, orderId, lastEventId: '5' });
    await over.done;
    expect(over.seen).toEqual([]);
  });

  it('shows each step once and in order across a restart of the server', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const { orderId } = await client.orders.place.mutate(orderRequest());
    const watch = watchOrder({ client, orderId });
    await eventually(() => watch.seen.length === 1);
    let steps = 0;
    const between = async () => {
      steps += 1;
      if (steps === 3) await stack.restart();
    };
    await confirmOrder({ execution: stack.execution, orderId, between });
    await watch.done;
    expect(watch.seen.map((event) => event.seq)).toEqual(numbers(5));
    expect(watch.connected.length).toBeGreaterThan(1);
  });
});

describe('a socket of many subscriptions', () => {
  it('resumes all of them after a restart of the server', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const placed = await Promise.all(numbers(40).map(() => client.orders.place.mutate(orderRequest())));
    const watches = placed.map(({ orderId }) => watchOrder({ client, orderId }));
    await eventually(() => watches.every((watch) => watch.seen.length === 1));
    await stack.restart();
    await Promise.all(placed.map(({ orderId }) => confirmOrder({ execution: stack.execution, orderId })));
    await Promise.all(watches.map((watch) => watch.done));
    for (const watch of watches) expect(watch.seen.map((event) => event.seq)).toEqual(numbers(5));
  });
});

describe('orders.onUpdate', () => {
  it('delivers all events of one trader and none of another, each once and in order, to all subscribers', async () => {
    await using stack = await testServer();
    const [trader, other] = [await stack.guest(), await stack.guest()];
    const watches = [watchTrader(trader), watchTrader(stack.clientOf(trader.cookie)), watchTrader(other)] as const;
    await eventually(() => watches.every((watch) => watch.connected.length === 1));
    const placed = await Promise.all(numbers(20).map(() => trader.client.orders.place.mutate(orderRequest())));
    await Promise.all(placed.map(({ orderId }) => confirmOrder({ execution: stack.execution, orderId })));
    const [first, second, stranger] = watches;
    await eventually(() => first.seen.length >= 100 && second.seen.length >= 100);
    for (const watch of [first, second]) {
      expect(watch.seen.map((event) => event.traderSeq)).toEqual(numbers(100).map(String));
      for (const { orderId } of placed) {
        expect(statuses(watch.seen.filter((event) => event.orderId === orderId))).toEqual(WAY);
      }
    }
    expect(stranger.seen).toEqual([]);
    for (const watch of watches) watch.stop();
    await eventually(() => stack.server.engine.feed.size() === 0);
  });

  it('replays from a cursor, starts now without one, and treats a cursor of another database as now', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const { orderId } = await client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId });
    const replay = watchTrader({ client, lastEventId: '2' });
    const now = watchTrader({ client });
    const elsewhere = watchTrader({ client, lastEventId: '999' });
    await eventually(() => replay.seen.length === 3);
    expect(replay.seen.map((event) => event.traderSeq)).toEqual(['3', '4', '5']);
    await eventually(() => now.connected.length === 1 && elsewhere.connected.length === 1);
    expect([now.connected, elsewhere.connected]).toEqual([['5'], ['5']]);
    await client.orders.place.mutate(orderRequest());
    await eventually(() => now.seen.length === 1 && elsewhere.seen.length === 1);
    expect(now.seen[0]?.traderSeq).toBe('6');
  });

  it('delivers everything to the others while a client that requested the whole past reads nothing, and closes that one', async () => {
    await using stack = await testServer({ socketLimits: { authenticateMs: 5_000, watchMs: 50, stalledMs: 500 } });
    const { client, cookie } = await stack.guest();
    const { traderId } = await client.account.me.query();
    // Two events per order: in four streams more than the system buffers for a client.
    const past = 2 * 6_000;
    await manyOrders({ owner: stack.db.owner, traderId, count: past / 2, allFinal: true });
    const stalled = new WebSocket(`${stack.url.replace('http', 'ws')}/api/ws`, { headers: { cookie } });
    await once(stalled, 'open');
    stalled.pause();
    const watch = watchTrader({ client });
    await eventually(() => watch.connected.length === 1);
    for (const id of numbers(4)) {
      const params = { path: 'orders.onUpdate', input: { lastEventId: '0' } };
      stalled.send(JSON.stringify({ id, method: 'subscription', params }));
    }
    await eventually(() => stack.server.engine.feed.size() === 5);
    const { orderId } = await client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId });
    await eventually(() => watch.seen.length === 5);
    await eventually(() => stack.server.engine.feed.size() === 1);
    const later = await client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId: later.orderId });
    await eventually(() => watch.seen.length === 10);
    expect(watch.connected).toEqual([String(past)]);
    expect(watch.seen.map((event) => Number(event.traderSeq))).toEqual(numbers(10).map((seq) => past + seq));
    stalled.terminate();
  });

  it('continues without Redis', async () => {
    await using stack = await testServer({ redisUrl: NOBODY_LISTENS });
    const { client } = await stack.guest();
    const watch = watchTrader({ client });
    await eventually(() => watch.connected.length === 1);
    const { orderId } = await client.orders.place.mutate(orderRequest());
    await confirmOrder({ execution: stack.execution, orderId });
    await eventually(() => watch.seen.length === 5);
    expect(statuses(watch.seen)).toEqual(WAY);
  });

  it('loses and repeats nothing when its socket breaks repeatedly', async () => {
    await using stack = await testServer({
      socketLimits: { authenticateMs: 5_000, watchMs: 1_000, stalledMs: 10_000 },
    });
    const { client } = await stack.guest();
    const watch = watchTrader({ client });
    await eventually(() => watch.connected.length === 1);
    for (const round of numbers(3)) {
      const { orderId } = await client.orders.place.mutate(orderRequest());
      const done = confirmOrder({ execution: stack.execution, orderId });
      await stack.restart();
      await done;
      await eventually(() => watch.seen.length >= 5 * round);
    }
    expect(watch.seen.map((event) => event.traderSeq)).toEqual(numbers(15).map(String));
  });
});

describe('market.onPools', () => {
  it('sends the whole market first, then changes', async () => {
    await using stack = await testServer();
    const { client } = await stack.guest();
    const seen: MarketSnapshot[] = [];
    const subscription = client.market.onPools.subscribe(undefined, { onData: (snapshot) => void seen.push(snapshot) });
    await eventually(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ slot: 100, since: null, pools: [{}, {}] });
    stack.market.advance();
    await eventually(() => seen.length === 2);
    expect(seen[1]).toEqual({
      slot: 101,
      unixSeconds: 1_760_000_101,
      since: 100,
      listingVersion: expect.any(String),
      pools: [],
    });
    subscription.unsubscribe();
  });
});
