import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { OrderView } from '../../core/order/orderView.ts';
import { trpc } from './trpc.ts';

/** How many orders a page of the list holds. */
export const ORDERS_PER_PAGE = 50;

type Page = { orders: OrderView[]; nextCursor: string | null };

/** Puts an order that was just accepted at the head of the cached list, unless it is there. */
export function addPlacedOrder(queryClient: QueryClient, order: OrderView): void {
  const queryKey = getQueryKey(trpc.orders.list, { limit: ORDERS_PER_PAGE }, 'infinite');
  queryClient.setQueryData<InfiniteData<Page>>(queryKey, (cached) => {
    const [first, ...rest] = cached?.pages ?? [];
    if (cached === undefined || first === undefined) return cached;
    if (cached.pages.some((page) => page.orders.some(({ orderId }) => orderId === order.orderId))) return cached;
    return { ...cached, pages: [{ ...first, orders: [order, ...first.orders] }, ...rest] };
  });
}
