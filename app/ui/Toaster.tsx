'use client';
import { lazy, Suspense, useState } from 'react';
import { useExternalStore } from '../live/externalStore.ts';
import { NO_COMMANDS, toastQueue } from './toastQueue.ts';

const ToastViewport = lazy(() => import('./ToastViewport.tsx'));

/** The place where messages appear; fetched with the first of them. */
export function Toaster() {
  const waiting = useExternalStore(toastQueue, NO_COMMANDS).length > 0;
  const [needed, setNeeded] = useState(false);
  if (waiting && !needed) setNeeded(true);
  return needed ? (
    <Suspense fallback={null}>
      <ToastViewport />
    </Suspense>
  ) : null;
}
