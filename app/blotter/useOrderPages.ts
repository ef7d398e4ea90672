'use client';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useCallback, useMemo } from 'react';
import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { useTrader } from '../live/DeskContext.tsx';
import { restartOrderLists } from '../live/orderLists.ts';
import { trpc } from '../live/trpc.ts';

/** Orders per page: several screens, so that scrolling does not wait. */
const PER_PAGE = 100;

/**
 * The pages of a query from the server. `total` counts the matching orders at the time of the first page, and `isCapped` says that there are
 * more; `restart` fetches them again.
 */
export function useOrderPages(query: OrderQueryRequest) {
  const trader = useTrader();
  const queryClient = useQueryClient();
  const input = useMemo(() => ({ ...query, limit: PER_PAGE }), [query]);
  const pages = trpc.orders.list.useInfiniteQuery(input, {
    enabled: trader !== undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Loaded pages never change, so comparing thousands of orders would only cost time.
    structuralSharing: false,
  });
  const { data } = pages;
  const restart = useCallback(
    () => restartOrderLists(queryClient, getQueryKey(trpc.orders.list, input, 'infinite')),
    [queryClient, input],
  );
  const answered = useMemo(() => {
    const listed = data?.pages.flatMap(({ orders }) => orders);
    const ids = new Set(listed?.map(({ orderId }) => orderId));
    return { listed, ids, total: data?.pages[0]?.total ?? undefined, isCapped: data?.pages[0]?.totalCapped === true };
  }, [data]);
  return { pages, restart, ...answered };
}
