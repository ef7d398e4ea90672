'use client';
import { Suspense } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { amending, closeAmendment, type OpenedAmendment } from './amending.ts';

const AmendDialog = lazyPart(() => import('./AmendDialog.tsx'));

/** Holds the dialog that amends an order. */
export function AmendDialogs() {
  const opened = useExternalStore<OpenedAmendment | undefined>(amending, undefined);
  return opened === undefined ? null : (
    <Suspense fallback={null}>
      <AmendDialog key={opened.order.orderId} opened={opened} onClose={closeAmendment} />
    </Suspense>
  );
}
