'use client';
import { Suspense } from 'react';
import { useDesk } from '../live/DeskContext.tsx';
import { useExternalStore } from '../live/externalStore.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { NO_OWN_ORDERS } from './ownOrders.ts';

const OwnOrderToasts = lazyPart(() => import('./OwnOrderToasts.tsx'));

/** One message for each order that this page placed; fetched with the first of them. */
export function OrderToasts() {
  const any = useExternalStore(useDesk().ownOrders.orders, NO_OWN_ORDERS).length > 0;
  return any ? (
    <Suspense fallback={null}>
      <OwnOrderToasts />
    </Suspense>
  ) : null;
}
