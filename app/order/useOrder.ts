'use client';
import { useEffect, useMemo } from 'react';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { useHeardOf, useTrader } from '../live/DeskContext.tsx';
import { hasGap, mergeEvents } from '../live/heardEvents.ts';
import { trpc } from '../live/trpc.ts';
import { withHeard } from '../live/withHeard.ts';

const NONE: readonly OrderEventView[] = [];

/** An order with all its events, kept current by the socket. Missing events are fetched once. */
export function useOrder(opts: { orderId: string; enabled?: boolean }) {
  const trader = useTrader();
  const enabled = trader !== undefined && opts.enabled !== false;
  const query = trpc.orders.get.useQuery({ orderId: opts.orderId }, { enabled });
  const heard = useHeardOf(opts.orderId);
  const known = query.data?.events ?? NONE;
  const events = useMemo(() => mergeEvents(known, heard), [known, heard]);
  const fetched = query.data?.order;
  const order: OrderView | undefined = useMemo(
    () => (fetched === undefined ? undefined : withHeard(fetched, heard)),
    [fetched, heard],
  );
  const { refetch } = query;
  const incomplete = query.isSuccess && hasGap(events);
  useEffect(() => {
    if (incomplete) void refetch();
  }, [incomplete, refetch]);
  return { order, events, submissions: query.data?.submissions ?? [], query };
}
