import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { OrderView } from '../../core/order/orderView.ts';
import { trpc } from './trpc.ts';

/** How many orders a page of the list holds. */
export const ORDERS_PER_PAGE = 50;

type Page = { orders: OrderView[]; nextCursor: string | null };

const listKey = () => getQueryKey(trpc.orders.list, { limit: ORDERS_PER_PAGE }, 'infinite');

function contains(cached: InfiniteData<Page>, orderId: string): boolean {
  return cached.pages.some((page) => page.orders.some((order) => order.orderId === orderId));
}

/** True when the cached list shows the order, or there is no list yet that could lack it. */
export function isListed(queryClient: QueryClient, orderId: string): boolean {
  const cached = queryClient.getQueryData<InfiniteData<Page>>(listKey());
  return cached === undefined || contains(cached, orderId);
}

/** Puts an order that was just accepted at the head of the cached list, unless it is there. */
export function addPlacedOrder(queryClient: QueryClient, order: OrderView): void {
  queryClient.setQueryData<InfiniteData<Page>>(listKey(), (cached) => {
    const [first, ...rest] = cached?.pages ?? [];
    if (cached === undefined || first === undefined || contains(cached, order.orderId)) return cached;
    return { ...cached, pages: [{ ...first, orders: [order, ...first.orders] }, ...rest] };
  });
}
