'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { ActivityItem } from '../../core/order/activityView.ts';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { dateAndTime, exactClockTime } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import { activitySentence, movementsOf } from './activitySentence.ts';
import { LoadingRows, Nothing, NotLoaded } from './ListStates.tsx';
import { activityKey, useActivity } from './useActivity.ts';
import { useEndReached } from './useEndReached.ts';

const ROW_PX = 32;
const OVERSCAN = 8;

/** All events of orders and wallet, as sentences with exact times and amounts. */
export default function ActivityTab() {
  const { items, pages } = useActivity();
  if (items === undefined) {
    return pages.isError ? (
      <NotLoaded error={pages.error} retry={() => void pages.refetch()} />
    ) : (
      <LoadingRows label="Loading what happened" height={ROW_PX} />
    );
  }
  if (items.length === 0) {
    return (
      <Nothing title="Nothing happened yet" words="Every step of an order and every movement of money appears here." />
    );
  }
  return (
    <>
      {pages.isError && <NotLoaded error={pages.error} retry={() => void pages.fetchNextPage()} />}
      <List
        items={items}
        hasMore={pages.hasNextPage}
        isLoadingMore={pages.isFetchingNextPage}
        loadMore={() => void pages.fetchNextPage()}
      />
    </>
  );
}

function List(props: {
  items: readonly ActivityItem[];
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
}): ReactNode {
  const { items, hasMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : activityKey(item);
    },
    overscan: OVERSCAN,
    // New entries above do not move the entries being read.
    anchorTo: 'start',
  });
  useEndReached({ ...props, rowsLoaded: items.length, lastShown: virtualizer.range?.endIndex ?? 0 });
  return (
    <div ref={scroller} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none">
      <ol aria-label="Activity" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <li
              key={activityKey(item)}
              data-index={index}
              ref={virtualizer.measureElement}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              className="absolute inset-x-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Entry item={item} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Entry({ item }: { item: ActivityItem }) {
  const locale = useLocale();
  const { open } = useOpenedOrder();
  const movements = movementsOf(item.lines, locale);
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-3 py-1 hover:bg-raised max-lg:justify-between max-lg:px-4 max-lg:py-2">
      <time
        dateTime={item.at}
        title={dateAndTime({ iso: item.at, locale })}
        className="w-21 shrink-0 text-2xs text-faint"
      >
        {exactClockTime({ iso: item.at, locale })}
      </time>
      <p className="min-w-0 flex-1 basis-60 max-lg:order-1 max-lg:basis-full">{activitySentence(item, locale)}</p>
      {movements.length > 0 && (
        <ul aria-label="Money moved" className="flex flex-wrap justify-end gap-x-3 max-lg:order-2 max-lg:justify-start">
          {movements.map(({ text, words, gain }) => (
            <li key={`${text} ${words}`} className={gain ? 'text-good' : 'text-muted'}>
              {text} <span className="text-2xs text-faint">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {item.kind === 'step' && (
        <button type="button" className={`${BUTTON_LOOK.small} max-lg:h-9`} onClick={() => open(item.orderId)}>
          Details<span className="sr-only"> of the order: {activitySentence(item, locale)}</span>
        </button>
      )}
    </div>
  );
}
