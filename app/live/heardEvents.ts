import { ORDER_STATUSES } from '../../core/order/lifecycle.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { createExternalStore, type ExternalStore } from './externalStore.ts';

/**
 * What the socket told since the page was opened, laid over what requests answered. A request that was under way while an event came may
 * answer with the state before it; laid over, the event holds whichever comes first.
 */
export type HeardEvents = ReadonlyMap<string, readonly OrderEventView[]>;

/** Orders whose events are remembered; older ones are in the answers of requests by then. */
const MAX_ORDERS = 2_000;

export type EventLog = {
  readonly heard: ExternalStore<HeardEvents>;
  hear(events: readonly OrderEventView[]): void;
};

export const NOTHING_HEARD: HeardEvents = new Map();

export function createEventLog(): EventLog {
  const heard = createExternalStore<HeardEvents>(NOTHING_HEARD);
  return {
    heard,
    hear(events) {
      const next = new Map(heard.get());
      for (const event of events) {
        const known = next.get(event.orderId) ?? [];
        next.delete(event.orderId);
        next.set(event.orderId, mergeEvents(known, [event]));
      }
      for (const orderId of next.keys()) {
        if (next.size <= MAX_ORDERS) break;
        next.delete(orderId);
      }
      heard.set(next);
    },
  };
}

/** The events of one order from two sources: each once, in order. */
export function mergeEvents(
  left: readonly OrderEventView[],
  right: readonly OrderEventView[],
): readonly OrderEventView[] {
  if (right.length === 0) return left;
  const bySeq = new Map([...left, ...right].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** True when events are missing between those that are known: the whole order has to be asked for. */
export function hasGap(events: readonly OrderEventView[]): boolean {
  return events.some((event, i) => event.seq !== i + 1);
}

/** How far an order has come: attempts first, then the status within the attempt. */
function isLater(order: OrderView, event: OrderEventView): boolean {
  if (event.attempt !== order.attempt) return event.attempt > order.attempt;
  return ORDER_STATUSES.indexOf(event.status) > ORDER_STATUSES.indexOf(order.status);
}

/** The order after an event; as it was when it has come further already. */
export function withEvent(order: OrderView, event: OrderEventView): OrderView {
  if (!isLater(order, event)) return order;
  const next: OrderView = { ...order, status: event.status, attempt: event.attempt, nextRunAt: null };
  switch (event.status) {
    case 'pending':
    case 'building':
      return next;
    case 'routing':
      return { ...next, nextRunAt: event.data.retry?.nextRunAt ?? null };
    case 'submitted':
      return { ...next, signature: event.data.signature };
    case 'confirmed':
      return { ...next, finalAt: event.at, fill: event.data.fill, signature: event.data.fill.signature };
    case 'failed':
      return { ...next, finalAt: event.at, failure: event.data.failure };
    default:
      return event satisfies never;
  }
}

/** The order after everything that was heard of it. */
export function withHeard(order: OrderView, heard: HeardEvents): OrderView {
  return (heard.get(order.orderId) ?? []).reduce(withEvent, order);
}
