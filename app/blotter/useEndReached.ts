'use client';
import { useEffect } from 'react';
import type { OrderListProps } from './orderListProps.ts';

/** The next page is requested this many rows before the end, so that it is loaded when the trader scrolls there. */
const AHEAD = 60;

/** Requests the next page when the last visible row comes near the end. */
export function useEndReached(
  opts: Pick<OrderListProps, 'hasMore' | 'isLoadingMore' | 'loadMore'> & { rowsLoaded: number; lastShown: number },
): void {
  const { rowsLoaded, hasMore, isLoadingMore, loadMore, lastShown } = opts;
  const near = hasMore && !isLoadingMore && lastShown >= rowsLoaded - AHEAD;
  useEffect(() => {
    if (near) loadMore();
  }, [near, loadMore]);
}
