'use client';
import { useEffect, useState } from 'react';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';

/** How long the control stays after the order's end, ms: the second click of a double click must not meet what takes its place. */
const STAYS_MS = 1_200;

/** True while an order is open, and for a moment after its end. False for an order that has ended before it was shown. */
export function useCancelShown({ status }: OrderView): boolean {
  const open = !isFinal(status);
  const [stays, setStays] = useState(open);
  if (open && !stays) setStays(true);
  useEffect(() => {
    if (open || !stays) return;
    const timer = setTimeout(() => setStays(false), STAYS_MS);
    return () => clearTimeout(timer);
  }, [open, stays]);
  return stays;
}
