'use client';
import { Suspense, useState } from 'react';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { lazyPart } from '../ui/lazyPart.ts';

const OrderDrawer = lazyPart(() => import('./OrderDrawer.tsx'));

/** The drawer of the order that the URL names; loaded with the first one, and kept while it closes. */
export default function OpenedOrder() {
  const { orderId, close } = useOpenedOrder();
  const [last, setLast] = useState<string | null>(null);
  if (orderId !== null && orderId !== last) setLast(orderId);
  const shown = orderId ?? last;
  return shown === null ? null : (
    <Suspense fallback={null}>
      <OrderDrawer orderId={shown} open={orderId !== null} onClose={close} />
    </Suspense>
  );
}
