import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';

export const NO_OWN_ORDERS: readonly OrderView[] = [];

/** Number of orders kept; the message of an older one is long gone. */
const MAX_OWN = 200;

/** The orders that this page follows with messages: those that it placed, and those that rested and were executed while it was open. In the order in which they came. */
export type OwnOrders = { readonly orders: ExternalStore<readonly OrderView[]>; add(order: OrderView): void };

export function createOwnOrders(): OwnOrders {
  const orders = createExternalStore(NO_OWN_ORDERS);
  return {
    orders,
    add(order) {
      const known = orders.get();
      if (known.some(({ orderId }) => orderId === order.orderId)) return;
      orders.set([...known, order].slice(-MAX_OWN));
    },
  };
}
