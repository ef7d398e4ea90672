import { applyEvent } from '../../core/order/applyEvent.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';

/** The order after all its received events; the same object when they add nothing. */
export function withHeard(order: OrderView, heard: readonly OrderEventView[]): OrderView {
  return heard.reduce(applyEvent, order);
}
