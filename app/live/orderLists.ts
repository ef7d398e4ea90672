import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from './trpc.ts';

function isInfinite(data: unknown): data is InfiniteData<unknown> {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages);
}

/**
 * Fetches lists of orders again from their first page; further pages are fetched when the trader scrolls to them. All lists, or the one with that
 * key.
 */
export function restartOrderLists(queryClient: QueryClient, queryKey: QueryKey = getQueryKey(trpc.orders.list)): void {
  queryClient.setQueriesData({ queryKey }, (data: unknown) =>
    isInfinite(data) && data.pages.length > 1
      ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
      : data,
  );
  void queryClient.invalidateQueries({ queryKey });
}
