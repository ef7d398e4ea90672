'use client';
import { useMemo } from 'react';
import { useNewOrders, useTrader } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';

const ORDERS_PER_PAGE = 50;

/** The trader's orders, newest first, page by page, with those that came since. */
export function useOrders() {
  const trader = useTrader();
  const query = trpc.orders.list.useInfiniteQuery(
    { limit: ORDERS_PER_PAGE },
    { enabled: trader !== undefined, getNextPageParam: (page) => page.nextCursor },
  );
  const fresh = useNewOrders();
  const orders = useMemo(() => {
    const listed = query.data?.pages.flatMap((page) => page.orders);
    const ids = new Set(listed?.map(({ orderId }) => orderId));
    return listed === undefined
      ? undefined
      : [...fresh.filter(({ order }) => !ids.has(order.orderId)).map(({ order }) => order), ...listed];
  }, [query.data, fresh]);
  return { orders, query };
}
