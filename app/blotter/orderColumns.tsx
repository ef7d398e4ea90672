'use client';
import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { BlotterRow } from './blotterRow.ts';
import type { OrderTab } from './blotterView.ts';
import {
  DurationCell,
  NarrowStatusCell,
  PaidCell,
  PairCell,
  PriceCell,
  ReceivedCell,
  SlippageCell,
  StatusCell,
  TimeCell,
  VenueCell,
} from './orderCells.tsx';

/** The server sorts: the table only knows the sorted column. */
export const orderTableFeatures = tableFeatures({ rowSortingFeature });

const helper = createColumnHelper<typeof orderTableFeatures, BlotterRow>();

// The table requires an accessor for sortable columns, although only the server sorts.
const order = ({ order }: BlotterRow) => order;
const plain = { enableSorting: false };

const COLUMNS = {
  accepted: helper.accessor(order, { id: 'accepted', header: 'Time', cell: TimeCell, sortDescFirst: true }),
  pair: helper.accessor(order, { id: 'pair', header: 'Pay → receive', cell: PairCell, sortDescFirst: false }),
  paid: helper.accessor(order, { id: 'paid', header: 'Paid', cell: PaidCell, ...plain }),
  received: helper.accessor(order, { id: 'received', header: 'Received', cell: ReceivedCell, ...plain }),
  price: helper.accessor(order, { id: 'price', header: 'Price', cell: PriceCell, ...plain }),
  status: helper.accessor(order, { id: 'status', header: 'Status', cell: StatusCell, sortDescFirst: false }),
  venue: helper.accessor(order, { id: 'venue', header: 'Venue', cell: VenueCell, ...plain }),
  slippage: helper.accessor(order, { id: 'slippage', header: 'Slippage', cell: SlippageCell, sortDescFirst: true }),
  duration: helper.accessor(order, { id: 'duration', header: 'Duration', cell: DurationCell, sortDescFirst: true }),
};

/** The columns of a tab; open orders have neither venue, slippage nor duration yet. */
export const ORDER_COLUMNS = {
  open: helper.columns([
    COLUMNS.accepted,
    COLUMNS.pair,
    COLUMNS.paid,
    { ...COLUMNS.received, header: 'Expected' },
    COLUMNS.price,
    COLUMNS.status,
  ]),
  history: helper.columns(Object.values({ ...COLUMNS, status: { ...COLUMNS.status, cell: NarrowStatusCell } })),
} as const satisfies Record<OrderTab, unknown>;

type ColumnLook = { readonly width?: string; readonly figures?: boolean; readonly className?: string };

/**
 * A column's width, whether it holds figures, and the list width from which it is shown, so that the outcome of an order is never cut off. A
 * column without a width takes the rest.
 */
export const COLUMN_LOOK: Readonly<Record<string, ColumnLook>> = {
  accepted: { width: '4.5rem' },
  pair: { width: '9rem' },
  paid: { width: '6.75rem', figures: true },
  received: { width: '8rem', figures: true },
  price: { width: '5.5rem', figures: true, className: '@max-[57rem]:hidden' },
  status: {},
  venue: { width: '6.5rem' },
  slippage: { width: '4.75rem', figures: true },
  duration: { width: '4.5rem', figures: true, className: '@max-[62rem]:hidden' },
};
