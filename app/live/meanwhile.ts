import type { OrderEventView } from '../../core/order/orderView.ts';
import { countShown, type ShownOrders } from '../navigation/shownOrders.ts';

/** The trader's orders with events while the connection was down, counted by status. */
export type Meanwhile = ReadonlyMap<ShownOrders, number>;

/** Counts the orders of some events, each once, by the status of its last event. */
export function meanwhileOf(events: readonly OrderEventView[]): Meanwhile {
  return countShown(new Map(events.map((event) => [event.orderId, event])).values());
}

const counted = (count: number) => `${count} ${count === 1 ? 'order' : 'orders'}`;

/** The events of the trader's orders while the connection was down, in a sentence. */
export function meanwhileSentence(meanwhile: Meanwhile): string {
  const parts = [...meanwhile].map(([shown, count]) => `${counted(count)} ${shown === 'open' ? 'went on' : shown}`);
  return parts.length === 0 ? 'Nothing happened to your orders meanwhile.' : `Meanwhile: ${parts.join(', ')}.`;
}
