'use client';
import { useMemo } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { useHeardOf } from '../live/DeskContext.tsx';
import { withHeard } from '../live/heardEvents.ts';

/** The order with what the socket told of it since; it renders anew on this order's events alone. */
export function useLiveOrder(order: OrderView): OrderView {
  const heard = useHeardOf(order.orderId);
  return useMemo(() => withHeard(order, heard), [order, heard]);
}
