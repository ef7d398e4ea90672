import { type TrackedEnvelope, tracked } from '@trpc/server';
import { EngineError } from '../../core/errors/engineError.ts';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderStatusItem } from '../../core/order/orderStream.ts';
import type { OrderHistory } from '../../drizzle/orderHistory.ts';
import type { EventFeed } from './eventFeed.ts';
import { statusItem } from './eventItems.ts';

/** An order has at most 3 attempts of few steps each; one read brings all its events. */
const ALL_EVENTS = 1_000;

/**
 * The events of an order as a subscription: first `connected`, then each event after `afterSeq` once and in order, ending after the final one.
 * Late subscribers get past events first. The trader's position is read before the past events, so that every event is among them, or after
 * the position, or both; duplicates are dropped by sequence number. Throws EngineError ORDER_NOT_FOUND, UNAVAILABLE.
 */
export async function* orderStatusStream(opts: {
  history: OrderHistory;
  feed: EventFeed;
  traderId: string;
  orderId: string;
  afterSeq: number;
  signal: AbortSignal;
}): AsyncGenerator<TrackedEnvelope<OrderStatusItem>, void> {
  const { history, feed, traderId, orderId, afterSeq, signal } = opts;
  const position = (await history.lastSeqs([traderId])).get(traderId) ?? 0n;
  const past = await history.orderEvents({ traderId, orderId, afterSeq: 0, limit: ALL_EVENTS });
  if (past.length === 0) throw new EngineError({ code: 'ORDER_NOT_FOUND' });

  const connected: OrderStatusItem = { type: 'connected', orderId, cursor: afterSeq };
  yield tracked(String(afterSeq), connected);

  let seq = 0;
  const last = past.at(-1);
  for (const event of past) {
    seq = event.seq;
    if (event.seq > afterSeq) yield tracked(String(event.seq), statusItem(event));
  }
  if (last !== undefined && isFinal(last.status)) return;

  const cursor = feed.open({ traderId, after: position, latest: position, signal });
  try {
    for (let events = await cursor.take(); events !== undefined; events = await cursor.take()) {
      for (const event of events) {
        if (event.orderId !== orderId || event.seq <= seq) continue;
        seq = event.seq;
        if (event.seq > afterSeq) yield tracked(String(event.seq), statusItem(event));
        if (isFinal(event.status)) return;
      }
    }
  } finally {
    cursor.close();
  }
}
