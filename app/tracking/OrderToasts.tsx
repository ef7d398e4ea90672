'use client';
import { lazy, Suspense } from 'react';
import { useDesk } from '../live/DeskContext.tsx';
import { useExternalStore } from '../live/externalStore.ts';
import { NO_OWN_ORDERS } from './ownOrders.ts';

const OwnOrderToasts = lazy(() => import('./OwnOrderToasts.tsx'));

/** One message for each order that this page placed; fetched with the first of them. */
export function OrderToasts() {
  const any = useExternalStore(useDesk().ownOrders.orders, NO_OWN_ORDERS).length > 0;
  return any ? (
    <Suspense fallback={null}>
      <OwnOrderToasts />
    </Suspense>
  ) : null;
}
