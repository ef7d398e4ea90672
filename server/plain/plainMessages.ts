import type { IncomingMessage } from 'node:http';
import type { TraderUpdateItem } from '../../core/order/orderStream.ts';
import { eventJson } from '../events/eventItems.ts';
import type { appRouter } from '../trpc/appRouter.ts';
import { trackedItem } from '../trpc/trackedItem.ts';
import { paramsOf } from './plainRoutes.ts';

type Caller = ReturnType<typeof appRouter.createCaller>;

/** The messages of a bare WebSocket of the plain interface, as JSON, for its caller; it ends with the last message. */
export type PlainMessages = (opts: { caller: Caller; req: IncomingMessage }) => AsyncGenerator<string, void>;

/** The events of an order: `connected`, then each event. */
export const orderMessages: PlainMessages = async function* ({ caller, req }) {
  const params = paramsOf(req.url ?? '');
  const items = await caller.orders.onStatus({
    orderId: params.get('orderId') ?? '',
    lastEventId: params.get('after'),
  });
  for await (const yielded of items) {
    const item = trackedItem(yielded);
    yield item.type === 'connected' ? JSON.stringify({ status: 'connected' }) : eventJson(item.event);
  }
};

/**
 * The event after which a stream of all orders begins: that of `Last-Event-ID`, which a reconnecting client sends, else that of `after` in the
 * address; without either it begins now.
 */
export function updatesAfter(req: IncomingMessage): { lastEventId: string | null } {
  const header = req.headers['last-event-id'];
  const given = header === undefined || header === '' ? paramsOf(req.url ?? '').get('after') : String(header);
  return { lastEventId: given };
}

/** The messages for an item of `orders.onUpdate`: the JSON of each, and the position after it. */
export function updateMessages(item: TraderUpdateItem): { id: string; event?: string; json: string }[] {
  if (item.type === 'events') return item.events.map((event) => ({ id: event.traderSeq, json: eventJson(event) }));
  const { cursor, latest } = item;
  return [{ id: cursor, event: 'connected', json: JSON.stringify({ status: 'connected', cursor, latest }) }];
}

/** The events of all the trader's orders: `connected`, then each event. */
export const allOrdersMessages: PlainMessages = async function* ({ caller, req }) {
  for await (const yielded of await caller.orders.onUpdate(updatesAfter(req))) {
    for (const { json } of updateMessages(trackedItem(yielded))) yield json;
  }
};
