import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { msBetween } from '../ui/instant.ts';

/** A committed step of an order with its durations. All times are milliseconds. */
export type TimelineRow = {
  readonly event: OrderEventView;
  /** From acceptance to this step. */
  readonly since: number;
  /** Until the next step; for the last one of an open order until now; undefined for a final one. */
  readonly took: number | undefined;
  /** True for the running step. */
  readonly running: boolean;
  /** The back-off before this attempt begins, and the rest of it. */
  readonly pause: { readonly total: number; readonly left: number } | undefined;
};

/** The steps of an order with their durations at the given time (milliseconds since 1970), which is only used while the order is open. */
export function timelineRows(opts: { events: readonly OrderEventView[]; now: number }): TimelineRow[] {
  const { events, now } = opts;
  const first = events[0];
  if (first === undefined) return [];
  return events.map((event, i): TimelineRow => {
    const next = events[i + 1];
    const running = next === undefined && !isFinal(event.status);
    // Clocks differ, so durations are clamped: a step never has a negative duration.
    const sofar = Math.max(0, now - Date.parse(event.at));
    const nextRunAt = event.status === 'routing' ? (event.data.retry?.nextRunAt ?? null) : null;
    const total = nextRunAt === null ? 0 : msBetween(event.at, nextRunAt);
    return {
      event,
      since: msBetween(first.at, event.at),
      took: next !== undefined ? msBetween(event.at, next.at) : running ? sofar : undefined,
      running,
      pause: total > 0 ? { total, left: running ? Math.max(0, total - sofar) : 0 } : undefined,
    };
  });
}
