import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from './trpc.ts';

function isInfinite(data: unknown): data is InfiniteData<unknown> {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages);
}

/** Asks for every list of orders anew from its first page: pages further down are asked for when they are scrolled to again. */
export function restartOrderLists(queryClient: QueryClient): void {
  const queryKey = getQueryKey(trpc.orders.list);
  queryClient.setQueriesData({ queryKey }, (data: unknown) =>
    isInfinite(data) && data.pages.length > 1
      ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
      : data,
  );
  void queryClient.invalidateQueries({ queryKey });
}
