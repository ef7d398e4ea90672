'use client';
import { useMemo } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { useHeardOf } from '../live/DeskContext.tsx';
import { withHeard } from '../live/withHeard.ts';

/** The order with all later events from the socket; renders again only on events of this order. */
export function useLiveOrder(order: OrderView): OrderView {
  const heard = useHeardOf(order.orderId);
  return useMemo(() => withHeard(order, heard), [order, heard]);
}
