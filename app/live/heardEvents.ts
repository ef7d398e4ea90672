import { applyEvent } from '../../core/order/applyEvent.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';

/** Maximum number of orders of which all events are kept. */
const MAX_STORIES = 2_000;
/** Maximum number of orders of which only the last event is kept, with their final status. By then, query results include older orders. */
const MAX_ENDS = 20_000;

const NOTHING: readonly OrderEventView[] = [];

/**
 * The events from the socket since the page was opened, merged into query results. A request that was under way when an event came may return the
 * state before it; the merge shows the event whichever arrives first. Updates are published at most once per painted frame, and only to
 * components that watch one of the orders.
 */
export type EventLog = {
  /** The received events of an order, in order; the same array until a new one comes. */
  of(orderId: string): readonly OrderEventView[];
  /** Calls the listener on new events of the order. Returns a function that stops it. */
  watch(orderId: string, listener: () => void): () => void;
  /** Calls the listener with all events since the last frame, after the listeners of single orders. Returns a function that stops it. */
  watchAll(listener: (events: readonly OrderEventView[]) => void): () => void;
  hear(events: readonly OrderEventView[]): void;
};

/** `nextFrame` calls once, at the next paint. */
export function createEventLog(opts: { nextFrame(show: () => void): void }): EventLog {
  const stories = new Map<string, readonly OrderEventView[]>();
  const ends = new Map<string, readonly OrderEventView[]>();
  const watchers = new Map<string, Set<() => void>>();
  const followers = new Set<(events: readonly OrderEventView[]) => void>();
  let waiting: OrderEventView[] = [];

  const of = (orderId: string) => stories.get(orderId) ?? ends.get(orderId) ?? NOTHING;

  function remember(event: OrderEventView): boolean {
    const known = of(event.orderId);
    const story = mergeEvents(known, [event]);
    if (story === known) return false;
    // Set again, so that the order becomes the most recent.
    stories.delete(event.orderId);
    ends.delete(event.orderId);
    stories.set(event.orderId, story);
    return true;
  }

  function forget(): void {
    for (const [orderId, story] of stories) {
      if (stories.size <= MAX_STORIES) break;
      stories.delete(orderId);
      ends.set(orderId, story.slice(-1));
    }
    for (const orderId of ends.keys()) {
      if (ends.size <= MAX_ENDS) break;
      ends.delete(orderId);
    }
  }

  function show(): void {
    const events = waiting.filter(remember);
    waiting = [];
    forget();
    for (const orderId of new Set(events.map((event) => event.orderId))) {
      for (const listener of [...(watchers.get(orderId) ?? [])]) listener();
    }
    if (events.length > 0) for (const listener of [...followers]) listener(events);
  }

  return {
    of,
    watch(orderId, listener) {
      const listeners = watchers.get(orderId) ?? new Set();
      watchers.set(orderId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(orderId) === listeners) watchers.delete(orderId);
      };
    },
    watchAll(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    hear(events) {
      if (events.length === 0) return;
      if (waiting.length === 0) opts.nextFrame(show);
      waiting.push(...events);
    },
  };
}

/** The events of one order from two sources: each once, in order. The left array itself when the right one adds nothing. */
export function mergeEvents(
  left: readonly OrderEventView[],
  right: readonly OrderEventView[],
): readonly OrderEventView[] {
  const more = right.filter(({ seq }) => !left.some((event) => event.seq === seq));
  if (more.length === 0) return left;
  if (left.length === 0) return more.length === right.length ? right : more;
  return [...left, ...more].sort((a, b) => a.seq - b.seq);
}

/** True when events are missing between the known ones: the whole order must be fetched. */
export function hasGap(events: readonly OrderEventView[]): boolean {
  return events.some((event, i) => event.seq !== i + 1);
}

/** The order after all its received events; the same object when they add nothing. */
export function withHeard(order: OrderView, heard: readonly OrderEventView[]): OrderView {
  return heard.reduce(applyEvent, order);
}
