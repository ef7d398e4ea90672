'use client';
import { useCallback, useContext, useMemo, useState } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { useLocale } from '../ui/useLocale.ts';
import { filterCount, type OrderTab, queryOf } from './blotterView.ts';
import { WHAT_APPEARS_HERE } from './FirstWords.tsx';
import { NotLoaded } from './ListStates.tsx';
import { LoadingOrders } from './LoadingOrders.tsx';
import { Nothing } from './Nothing.tsx';
import { CARD_PX, OrderCards } from './OrderCards.tsx';
import { OrderTable, ROW_PX } from './OrderTable.tsx';
import { TicketInView } from './ticketInView.ts';
import { useBlotterView } from './useBlotterView.ts';
import { focusAmount } from './useFillTicket.ts';
import { useIsWide } from './useIsWide.ts';
import { useOrderRows } from './useOrderRows.ts';

/** Distance from the top, px, up to which the list counts as scrolled to the top. */
const AT_TOP_PX = 8;

/** The orders of a tab, filtered, sorted and searched as the address says, live. */
export function OrdersTab({ tab, onTab }: { tab: OrderTab; onTab(tab: OrderTab): void }) {
  const { view, change, clear } = useBlotterView();
  const query = useMemo(() => queryOf({ tab, view }), [tab, view]);
  const [atTop, setAtTop] = useState(true);
  const { rows, rowCount, pages, newOrders, changes } = useOrderRows({ tab, query, atTop });
  const wide = useIsWide();
  const { fetchNextPage, refetch } = pages;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const onScrolled = useCallback((scrollTop: number) => setAtTop(scrollTop <= AT_TOP_PX), []);

  if (rows === undefined) {
    return pages.isError ? (
      <NotLoaded error={pages.error} retry={() => void refetch()} />
    ) : (
      <LoadingOrders height={wide ? ROW_PX : CARD_PX} />
    );
  }
  if (rows.length === 0) {
    const isNarrowed = view.search.trim() !== '' || filterCount({ tab, view }) > 0;
    return isNarrowed ? <NoneFound onClear={clear} /> : <NoOrders tab={tab} onTab={onTab} />;
  }
  const list = {
    rows,
    rowCount,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    isStale: pages.isPlaceholderData,
    loadMore,
    onScrolled,
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {newOrders > 0 && <News count={newOrders} what="new order" />}
      {changes > 0 && <News count={changes} what="change" />}
      {pages.isError && <NotLoaded error={pages.error} retry={loadMore} />}
      {wide ? (
        <OrderTable key={tab} {...list} tab={tab} sort={view.sort} onSort={(sort) => change({ sort })} />
      ) : (
        <OrderCards key={tab} {...list} tab={tab} />
      )}
    </div>
  );
}

/** The number of new orders above, while the trader reads further down. */
function News({ count, what }: { count: number; what: string }) {
  const locale = useLocale();
  const words = `${formatCount({ value: count, locale })} ${count === 1 ? what : `${what}s`}`;
  return (
    <button
      type="button"
      aria-label={`${words}: go to the top`}
      className="absolute top-9 left-1/2 z-20 inline-flex h-7 -translate-x-1/2 items-center rounded-full border border-line-strong bg-accent-strong px-3 font-medium text-accent-ink shadow-lg"
      onClick={(event) => {
        const list = event.currentTarget.parentElement?.querySelector<HTMLElement>('[data-orders-scroller]');
        list?.scrollTo({ top: 0 });
        list?.focus({ preventScroll: true });
      }}
    >
      {words} <span aria-hidden="true">&nbsp;↑</span>
    </button>
  );
}

function NoneFound({ onClear }: { onClear(): void }) {
  return (
    <Nothing
      title="No order fits"
      words="None of your orders matches the search and filters."
      action={
        <button type="button" className={BUTTON_LOOK.quiet} onClick={onClear}>
          Clear search and filters
        </button>
      }
    />
  );
}

function NoOrders({ tab, onTab }: { tab: OrderTab; onTab(tab: OrderTab): void }) {
  const showTicket = useContext(TicketInView);
  if (tab === 'open') {
    return (
      <Nothing
        title="No open orders"
        words="Orders that wait for their price appear here, and others while they are executed."
        action={
          <button type="button" className={BUTTON_LOOK.quiet} onClick={() => onTab('history')}>
            Show the history
          </button>
        }
      />
    );
  }
  return (
    <Nothing
      title="No orders yet"
      words={WHAT_APPEARS_HERE}
      action={
        <button
          type="button"
          className={BUTTON_LOOK.quiet}
          onClick={() => {
            showTicket();
            focusAmount();
          }}
        >
          Make a swap
        </button>
      }
    />
  );
}
