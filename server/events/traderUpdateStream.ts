import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { TraderUpdateItem } from '../../core/order/orderStream.ts';
import type { OrderHistory } from '../../drizzle/orderHistory.ts';
import type { Identities, Identity } from '../auth/identity.ts';
import type { EventFeed } from './eventFeed.ts';
import { updateItem } from './eventItems.ts';

/**
 * All of a trader's events as a subscription: first `connected`, then the events after the cursor in batches, each event once and in order. Without
 * a cursor it starts now; a cursor beyond the trader's last event (from another database) does too. Throws EngineError UNAVAILABLE.
 */
export async function* traderUpdateStream(opts: {
  history: OrderHistory;
  identities: Identities;
  feed: EventFeed;
  identity: Identity;
  after: bigint | undefined;
  signal: AbortSignal;
}): AsyncGenerator<TrackedEnvelope<TraderUpdateItem>, void> {
  const { history, identities, feed, identity, signal } = opts;
  const { traderId } = identity;
  let now = (await history.lastSeqs([traderId])).get(traderId);
  if (now === undefined) {
    await identities.ensureTrader(identity);
    now = 0n;
  }
  const after = opts.after === undefined || opts.after > now ? now : opts.after;
  const cursor = feed.open({ traderId, after, latest: now, signal });
  try {
    const connected: TraderUpdateItem = { type: 'connected', cursor: after.toString(), latest: now.toString() };
    yield tracked(connected.cursor, connected);
    for (let events = await cursor.take(); events !== undefined; events = await cursor.take()) {
      const last = events.at(-1);
      if (last !== undefined) yield tracked(last.traderSeq, updateItem(events));
    }
  } finally {
    cursor.close();
  }
}
