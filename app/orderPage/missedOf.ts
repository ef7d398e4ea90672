import type { FailureView } from '../../core/order/failure.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';

/** Why the last attempt of an order that rests again, or has expired, was missed; null when its last event names none. */
export function missedOf(events: readonly OrderEventView[]): FailureView | null {
  const last = events.at(-1);
  return last?.status === 'pending' || last?.status === 'expired' ? last.data.missed : null;
}
