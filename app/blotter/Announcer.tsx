'use client';
import { useDeferredValue } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { useNewOrders } from '../live/DeskContext.tsx';
import { announcement } from '../order/orderOutcome.ts';
import { useLocale } from '../ui/useLocale.ts';
import { useLiveOrder } from './useLiveOrder.ts';

/** Announces each status change of the newest order to screen readers; the only live region of the desk. */
export default function Announcer() {
  const newest = useNewOrders()[0]?.order;
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {newest !== undefined && <Newest order={newest} />}
    </p>
  );
}

function Newest({ order }: { order: OrderView }) {
  const live = useDeferredValue(useLiveOrder(order));
  return announcement(live, useLocale());
}
