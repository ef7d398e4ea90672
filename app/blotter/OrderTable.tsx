'use client';
import { FlexRender, type Header, type Row, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useMemo, useRef } from 'react';
import { openAmendment } from '../amending/openAmendment.ts';
import { useDesk } from '../live/DeskContext.tsx';
import { withHeard } from '../live/withHeard.ts';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { useRepeatOrder } from '../navigation/useRepeatOrder.ts';
import { announcement } from '../order/orderOutcome.ts';
import { ChevronDownIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import type { BlotterRow } from './blotterRow.ts';
import type { OrderTab, Sort } from './blotterView.ts';
import { SORTS } from './blotterView.ts';
import { OrderActions } from './OrderActions.tsx';
import { LiveRow } from './orderCells.tsx';
import { COLUMN_LOOK, ORDER_COLUMNS, orderTableFeatures } from './orderColumns.tsx';
import type { OrderListProps } from './orderListProps.ts';
import { useEndReached } from './useEndReached.ts';
import { useLiveOrder } from './useLiveOrder.ts';
import { useRovingRow } from './useRovingRow.ts';

type Features = typeof orderTableFeatures;

/** Height of a row, px. */
export const ROW_PX = 36;
const OVERSCAN = 6;
/** A table with focusable rows is a grid to screen readers. */
const GRID = { role: 'grid' } as const;
/** Hides a placeholder row from screen readers. */
const EMPTY = { 'aria-hidden': true } as const;

/** The orders of a tab as a table: only the rows in view are in the document. */
export function OrderTable(props: OrderListProps & { tab: OrderTab; sort: Sort; onSort(sort: Sort): void }) {
  const { tab, rows, sort, onSort, rowCount } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { open } = useOpenedOrder();
  const repeat = useRepeatOrder();
  const { events } = useDesk();
  const columns = ORDER_COLUMNS[tab];
  const sorting = useMemo(() => [{ id: sort.by, desc: sort.desc }], [sort]);
  const table = useTable({
    features: orderTableFeatures,
    columns,
    data: rows,
    getRowId: (row) => row.key,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange(updater) {
      const [next] = typeof updater === 'function' ? updater(sorting) : updater;
      const by = SORTS.find((name) => name === next?.id);
      if (next !== undefined && by !== undefined) onSort({ by, desc: next.desc });
      scroller.current?.scrollTo({ top: 0 });
    },
  });
  const tableRows = table.getRowModel().rows;

  const active = useRef(0);
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => tableRows[index]?.id ?? index,
    overscan: OVERSCAN,
    // The row with the focus stays in the document however far it is scrolled away.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), active.current])].sort((a, b) => a - b),
  });
  const roving = useRovingRow({
    rows,
    holder: scroller,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    onPress({ row, key }) {
      if (row.sending !== undefined) return false;
      if (key === 'Enter') open(row.order.orderId);
      else if (key === 'r' || key === 'R') repeat(row.order);
      else if (key === 'e' || key === 'E')
        return openAmendment({ order: withHeard(row.order, events.of(row.order.orderId)) });
      else return false;
      return true;
    },
  });
  const handlers = { ...roving.handlers, onClick: (event: React.MouseEvent) => openByClick({ event, rows, open }) };
  active.current = Math.min(roving.activeIndex, Math.max(0, rows.length - 1));
  const items = virtualizer.getVirtualItems().filter(({ index }) => index < tableRows.length);
  useEndReached({ ...props, rowsLoaded: rows.length, lastShown: virtualizer.range?.endIndex ?? 0 });

  const drawn: ReactNode[] = [];
  let below = 0;
  for (const item of items) {
    const row = tableRows[item.index];
    if (row === undefined) continue;
    if (item.start > below) drawn.push(<Gap key={`before ${row.id}`} px={item.start - below} />);
    below = item.end;
    drawn.push(<TableRow key={row.id} row={row} index={item.index} isActive={row.id === roving.activeKey} tab={tab} />);
  }
  const rest = virtualizer.getTotalSize() - below;
  return (
    <div
      ref={scroller}
      data-orders-scroller=""
      tabIndex={-1}
      className={`@container relative min-h-0 flex-1 overflow-auto overscroll-contain outline-none ${props.isStale ? 'opacity-60' : ''}`}
      onScroll={(event) => props.onScrolled(event.currentTarget.scrollTop)}
    >
      <table
        {...GRID}
        aria-label={tab === 'open' ? 'Open orders' : 'Order history'}
        aria-rowcount={rowCount === undefined ? -1 : rowCount + 1}
        className="w-full min-w-210 table-fixed border-separate border-spacing-0"
        {...handlers}
      >
        <thead className="sticky top-0 z-10 bg-panel">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => (
                <HeaderCell key={header.id} header={header} />
              ))}
              <th
                scope="col"
                className={`h-7 ${tab === 'open' ? 'w-34' : 'w-28'} border-b border-line px-2 text-right`}
              >
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          ))}
        </thead>
        <tbody>
          {drawn}
          {rest > 0 && <Gap px={rest} />}
        </tbody>
      </table>
    </div>
  );
}

/** A click anywhere on a row opens its order, except on a control, or at the end of a text selection. */
function openByClick(opts: {
  event: React.MouseEvent;
  rows: readonly BlotterRow[];
  open(orderId: string): void;
}): void {
  const { event, rows, open } = opts;
  if (!(event.target instanceof Element) || event.target.closest('button, a') !== null) return;
  if (window.getSelection()?.type === 'Range') return;
  const key = event.target.closest<HTMLElement>('[data-key]')?.dataset.key;
  const row = rows.find((candidate) => candidate.key === key);
  if (row !== undefined && row.sending === undefined) open(row.order.orderId);
}

/** Space for the rows that are not in the document. */
function Gap({ px }: { px: number }) {
  return (
    <tr {...EMPTY}>
      <td style={{ height: px, padding: 0 }} />
    </tr>
  );
}

function HeaderCell({ header }: { header: Header<Features, BlotterRow> }) {
  const { column } = header;
  const { width, figures, className = '' } = COLUMN_LOOK[column.id] ?? {};
  const sorted = column.getIsSorted();
  const look = `h-7 border-b border-line px-2 text-2xs font-normal text-faint ${figures ? 'text-right' : 'text-left'} ${className}`;
  const words = <FlexRender header={header} />;
  if (!column.getCanSort()) {
    return (
      <th scope="col" style={{ width }} className={look}>
        {words}
      </th>
    );
  }
  return (
    <th
      scope="col"
      style={{ width }}
      aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      className={look}
    >
      <button
        type="button"
        onClick={column.getToggleSortingHandler()}
        className={`-mx-1 inline-flex h-6 items-center gap-0.5 rounded px-1 hover:text-ink ${sorted === false ? '' : 'text-ink'}`}
      >
        {words}
        <ChevronDownIcon
          className={`size-3 ${sorted === false ? 'opacity-0' : ''} ${sorted === 'asc' ? 'rotate-180' : ''}`}
        />
      </button>
    </th>
  );
}

type TableRowProps = { row: Row<Features, BlotterRow>; index: number; isActive: boolean; tab: OrderTab };

/** A row renders again only when its own order, its place, or its tab stop changes. */
const TableRow = memo(
  function TableRow({ row, index, isActive, tab }: TableRowProps) {
    const order = useLiveOrder(row.original.order);
    const locale = useLocale();
    const live = useMemo(() => ({ ...row.original, order }), [row, order]);
    return (
      <tr
        data-key={row.id}
        aria-rowindex={index + 2}
        aria-label={announcement(order, locale)}
        tabIndex={isActive ? 0 : -1}
        style={{ height: ROW_PX }}
        className="group cursor-default hover:bg-raised focus-visible:-outline-offset-2"
      >
        <LiveRow value={live}>
          {row.getAllCells().map((cell) => (
            <td
              key={cell.id}
              className={`overflow-hidden border-b border-line px-2 whitespace-nowrap ${COLUMN_LOOK[cell.column.id]?.figures ? 'text-right' : ''} ${COLUMN_LOOK[cell.column.id]?.className ?? ''}`}
            >
              <FlexRender cell={cell} />
            </td>
          ))}
          <td className="border-b border-line px-2">
            <OrderActions row={live} locale={locale} amendable={tab === 'open'} />
          </td>
        </LiveRow>
      </tr>
    );
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.isActive === after.isActive &&
    before.tab === after.tab,
);
