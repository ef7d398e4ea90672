'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import { phaseOf } from '../../core/order/lifecycle.ts';
import { announcement } from '../order/orderOutcome.ts';
import { useLocale } from '../ui/useLocale.ts';
import type { BlotterRow } from './blotterRow.ts';
import type { OrderTab } from './blotterView.ts';
import { OrderActions } from './OrderActions.tsx';
import {
  LiveRow,
  PaidCell,
  PairCell,
  PriceCell,
  ReceivedCell,
  SlippageCell,
  StatusCell,
  TimeCell,
  VenueCell,
} from './orderCells.tsx';
import type { OrderListProps } from './orderListProps.ts';
import { useEndReached } from './useEndReached.ts';
import { useLiveOrder } from './useLiveOrder.ts';

/** Height of a card, px. */
export const CARD_PX = 132;
const OVERSCAN = 3;

/** The orders of a tab as cards, for a narrow page. */
export function OrderCards(props: OrderListProps & { tab: OrderTab }) {
  const { rows, rowCount, tab } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
  });
  useEndReached({ ...props, rowsLoaded: rows.length, lastShown: virtualizer.range?.endIndex ?? 0 });
  return (
    <div
      ref={scroller}
      data-orders-scroller=""
      tabIndex={-1}
      className={`min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none ${props.isStale ? 'opacity-60' : ''}`}
      onScroll={(event) => props.onScrolled(event.currentTarget.scrollTop)}
    >
      <ol
        aria-label={tab === 'open' ? 'Open orders' : 'Order history'}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Card key={row.key} row={row} top={start} index={index} count={rowCount ?? -1} />
          );
        })}
      </ol>
    </div>
  );
}

const Card = memo(function Card(props: { row: BlotterRow; top: number; index: number; count: number }) {
  const { row, top, index, count } = props;
  const order = useLiveOrder(row.order);
  const locale = useLocale();
  const live = useMemo(() => ({ ...row, order }), [row, order]);
  return (
    <li
      aria-label={announcement(order, locale)}
      aria-posinset={index + 1}
      aria-setsize={count}
      className="absolute inset-x-0 flex flex-col justify-between border-b border-line px-4 pt-2.5 pb-1"
      style={{ transform: `translateY(${top}px)`, height: CARD_PX }}
    >
      <LiveRow value={live}>
        <div className="flex items-center justify-between gap-3">
          <PairCell />
          <TimeCell />
        </div>
        <div className="flex items-baseline justify-between gap-3">
          <PaidCell />
          <ReceivedCell />
        </div>
        <StatusCell />
        <div className="flex items-center gap-3 text-2xs">
          <span className="flex min-w-0 flex-1 flex-wrap gap-x-3 text-muted">
            {order.fill !== null && <VenueCell />}
            {phaseOf(order.status) !== 'ended' && (
              <span>
                Price <PriceCell />
              </span>
            )}
            {order.fill !== null && <SlippageCell />}
          </span>
          <OrderActions row={live} locale={locale} amendable />
        </div>
      </LiveRow>
    </li>
  );
});
