import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';

/** An order that was placed while the page was open. `key` is the same before and after it has an id. */
export type NewOrder = { readonly key: string; readonly order: OrderView };

export const NO_NEW_ORDERS: readonly NewOrder[] = [];

/** The orders that were accepted while the page was open, newest first, which the pages of a list may lack. */
export type NewOrders = {
  readonly orders: ExternalStore<readonly NewOrder[]>;
  /** Adds orders, each once. `keys`: by order id, for orders that were shown before the server had them. */
  add(orders: readonly OrderView[], keys?: ReadonlyMap<string, string>): void;
  /** Removes them all, when the pages are fetched again. */
  clear(): void;
};

export function createNewOrders(): NewOrders {
  const orders = createExternalStore<readonly NewOrder[]>(NO_NEW_ORDERS);
  const ids = new Set<string>();
  return {
    orders,
    add(added, keys) {
      const fresh = added.filter(({ orderId }) => !ids.has(orderId));
      if (fresh.length === 0) return;
      for (const { orderId } of fresh) ids.add(orderId);
      const entries = fresh.map((order): NewOrder => ({ key: keys?.get(order.orderId) ?? order.orderId, order }));
      const next = [...entries, ...orders.get()];
      // Ids grow with time, but answers may come in any order.
      orders.set(next.sort((a, b) => (a.order.orderId < b.order.orderId ? 1 : -1)));
    },
    clear() {
      ids.clear();
      orders.set(NO_NEW_ORDERS);
    },
  };
}
