import type { IncomingMessage } from 'node:http';
import { isTrackedEnvelope } from '@trpc/server';
import { orderStatusItem, traderUpdateItem } from '../../core/order/orderStream.ts';
import type { appRouter } from '../trpc/appRouter.ts';
import { paramsOf } from './plainRoutes.ts';

type Caller = ReturnType<typeof appRouter.createCaller>;

/** What a bare WebSocket of the plain interface says, in the name of whoever opened it; it ends with the last message. */
export type PlainMessages = (opts: { caller: Caller; req: IncomingMessage }) => AsyncGenerator<unknown, void>;

/** An order's life: `connected`, then each event. */
export const orderMessages: PlainMessages = async function* ({ caller, req }) {
  const params = paramsOf(req.url ?? '');
  const items = await caller.orders.onStatus({
    orderId: params.get('orderId') ?? '',
    lastEventId: params.get('after'),
  });
  for await (const tracked of items) {
    const item = orderStatusItem.parse(isTrackedEnvelope(tracked) ? tracked[1] : tracked);
    yield item.type === 'connected' ? { status: 'connected' } : item.event;
  }
};

/**
 * After which event a stream of all orders begins: that of `Last-Event-ID`, which a client sends that comes again, before that of `after` in the
 * address; without either it begins now.
 */
export function updatesAfter(req: IncomingMessage): { lastEventId: string | null } {
  const header = req.headers['last-event-id'];
  const given = header === undefined || header === '' ? paramsOf(req.url ?? '').get('after') : String(header);
  return { lastEventId: given };
}

/** The messages that an item of `orders.onUpdate` makes, each with the position after it. */
export function updateMessages(tracked: unknown): { id: string; event?: string; data: unknown }[] {
  const item = traderUpdateItem.parse(isTrackedEnvelope(tracked) ? tracked[1] : tracked);
  if (item.type === 'events') return item.events.map((event) => ({ id: event.traderSeq, data: event }));
  const { cursor, latest } = item;
  return [{ id: cursor, event: 'connected', data: { status: 'connected', cursor, latest } }];
}

/** The events of all the trader's orders: `connected`, then each. */
export const allOrdersMessages: PlainMessages = async function* ({ caller, req }) {
  for await (const tracked of await caller.orders.onUpdate(updatesAfter(req))) {
    for (const { data } of updateMessages(tracked)) yield data;
  }
};
