'use client';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useEffect, useMemo } from 'react';
import type { ActivityItem, ActivityPage } from '../../core/order/activityView.ts';
import { useDesk, useTrader } from '../live/DeskContext.tsx';
import { throttled } from '../live/throttle.ts';
import { trpc } from '../live/trpc.ts';

const PER_PAGE = 100;
const LATELY = { afterMs: 150, everyMs: 700 };
const INPUT = { limit: PER_PAGE };

/** A unique key of an item. */
export function activityKey(item: ActivityItem): string {
  return item.kind === 'deposit' ? item.depositId : `${item.orderId} ${item.seq}`;
}

/** The activity, newest first, page by page; new items appear at the head while the list is open. */
export function useActivity() {
  const trader = useTrader();
  const { events } = useDesk();
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const pages = trpc.account.activity.useInfiniteQuery(INPUT, {
    enabled: trader !== undefined,
    getNextPageParam: (page) => page.nextCursor,
    structuralSharing: false,
    refetchOnMount: 'always',
  });
  useEffect(() => {
    const queryKey = getQueryKey(trpc.account.activity, INPUT, 'infinite');
    const read = throttled({
      ...LATELY,
      run() {
        utils.client.account.activity.query(INPUT).then(
          (newest) => {
            queryClient.setQueryData<InfiniteData<ActivityPage>>(queryKey, (known) => withNewest(known, newest));
          },
          () => void queryClient.invalidateQueries({ queryKey }),
        );
      },
    });
    const unwatch = events.watchAll(read);
    return () => {
      unwatch();
      read.cancel();
    };
  }, [events, utils, queryClient]);
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data]);
  return { items, pages };
}

/** The pages with new items in front; only the new page when it does not reach the known ones. */
function withNewest(
  known: InfiniteData<ActivityPage> | undefined,
  newest: ActivityPage,
): InfiniteData<ActivityPage> | undefined {
  const [first] = known?.pages ?? [];
  if (known === undefined || first === undefined) return known;
  const keys = new Set(first.items.slice(0, 2 * PER_PAGE).map(activityKey));
  const more = newest.items.filter((item) => !keys.has(activityKey(item)));
  if (more.length === 0) return known;
  if (more.length === newest.items.length && first.items.length > 0) {
    return { pages: [newest], pageParams: known.pageParams.slice(0, 1) };
  }
  return { ...known, pages: [{ ...first, items: [...more, ...first.items] }, ...known.pages.slice(1)] };
}
