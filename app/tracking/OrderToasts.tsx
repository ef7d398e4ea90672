'use client';
import { Suspense } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { useDesk } from '../live/DeskContext.tsx';
import { NO_OWN_ORDERS } from '../live/ownOrders.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { useFiredOrders } from './useFiredOrders.ts';

const OwnOrderToasts = lazyPart(() => import('./OwnOrderToasts.tsx'));

/** One message for each order that this page placed, or whose trigger fired; loaded with the first one. */
export function OrderToasts() {
  useFiredOrders();
  const any = useExternalStore(useDesk().ownOrders.orders, NO_OWN_ORDERS).length > 0;
  return any ? (
    <Suspense fallback={null}>
      <OwnOrderToasts />
    </Suspense>
  ) : null;
}
