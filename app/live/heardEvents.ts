import { applyEvent } from '../../core/order/applyEvent.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';

/** Orders whose whole story is remembered. */
const MAX_STORIES = 2_000;
/** Orders of which the last event is remembered: it says how they ended. Older ones are in the answers of requests by then. */
const MAX_ENDS = 20_000;

const NOTHING: readonly OrderEventView[] = [];

/**
 * What the socket told since the page was opened, laid over what requests answered. A request that was under way while an event came may
 * answer with the state before it; laid over, the event holds whichever comes first. Events are shown at most once per painted frame, and
 * only whoever watches one of their orders hears of them.
 */
export type EventLog = {
  /** What was heard of an order, in order; the same array until there is more. */
  of(orderId: string): readonly OrderEventView[];
  /** Calls when more was heard of the order; returns what ends that. */
  watch(orderId: string, listener: () => void): () => void;
  /** Calls with everything that was heard since the last frame, after those who watch an order; returns what ends that. */
  watchAll(listener: (events: readonly OrderEventView[]) => void): () => void;
  hear(events: readonly OrderEventView[]): void;
};

/** `nextFrame` calls once, when the page is painted next. */
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
    // Written anew, the order stands among the latest.
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

/** True when events are missing between those that are known: the whole order has to be asked for. */
export function hasGap(events: readonly OrderEventView[]): boolean {
  return events.some((event, i) => event.seq !== i + 1);
}

/** The order after everything that was heard of it; the same object when that adds nothing. */
export function withHeard(order: OrderView, heard: readonly OrderEventView[]): OrderView {
  return heard.reduce(applyEvent, order);
}
