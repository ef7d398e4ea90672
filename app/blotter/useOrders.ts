'use client';
import { useMemo } from 'react';
import { useHeardEvents, useTrader } from '../live/DeskContext.tsx';
import { withHeard } from '../live/heardEvents.ts';
import { ORDERS_PER_PAGE } from '../live/orderCache.ts';
import { trpc } from '../live/trpc.ts';

/** The trader's orders, newest first, page by page, kept current by what the socket tells. */
export function useOrders() {
  const trader = useTrader();
  const query = trpc.orders.list.useInfiniteQuery(
    { limit: ORDERS_PER_PAGE },
    { enabled: trader !== undefined, getNextPageParam: (page) => page.nextCursor },
  );
  const heard = useHeardEvents();
  const orders = useMemo(
    () => query.data?.pages.flatMap((page) => page.orders.map((order) => withHeard(order, heard))),
    [query.data, heard],
  );
  return { orders, query };
}
