'use client';
import { useEffect } from 'react';
import type { OrderListProps } from './orderListProps.ts';

/** So many rows before the end the next page is asked for: scrolling meets it when it is there. */
const AHEAD = 60;

/** Asks for the next page before the last row that is shown comes near the end. */
export function useEndReached(
  opts: Pick<OrderListProps, 'hasMore' | 'isLoadingMore' | 'loadMore'> & { rowsLoaded: number; lastShown: number },
): void {
  const { rowsLoaded, hasMore, isLoadingMore, loadMore, lastShown } = opts;
  const near = hasMore && !isLoadingMore && lastShown >= rowsLoaded - AHEAD;
  useEffect(() => {
    if (near) loadMore();
  }, [near, loadMore]);
}
