import type { LiveItem } from '../../core/order/liveItem.ts';
import type { OrderStatusItem, TraderUpdateItem } from '../../core/order/orderStream.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { jsonOf, sharedItem, withJson } from '../sharedJson.ts';

/** The JSON of an event, made once for all subscribers and all interfaces; their messages are assembled from it. */
export const eventJson = (event: OrderEventView): string => jsonOf(sharedItem(event));

const updateItems = new WeakMap<readonly OrderEventView[], TraderUpdateItem>();

/** The events of a trader as an item of `orders.onUpdate`: the same item for all subscribers with the same array of events. */
export function updateItem(events: readonly OrderEventView[]): TraderUpdateItem {
  const known = updateItems.get(events);
  if (known !== undefined) return known;
  const item = withJson<TraderUpdateItem>(
    { type: 'events', events },
    () => `{"type":"events","events":[${events.map(eventJson).join(',')}]}`,
  );
  updateItems.set(events, item);
  return item;
}

/** An event as an item of `orders.onStatus`. */
export const statusItem = (event: OrderEventView): OrderStatusItem =>
  withJson<OrderStatusItem>({ type: 'event', event }, () => `{"type":"event","event":${eventJson(event)}}`);

/** An item of `orders.onUpdate` as one of `live.onAll`. */
export const liveUpdateItem = (update: TraderUpdateItem): LiveItem =>
  withJson<LiveItem>({ type: 'update', update }, () => `{"type":"update","update":${jsonOf(update)}}`);
