'use client';
import { Suspense, useState } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { lazyPart } from './lazyPart.ts';
import { NO_COMMANDS, toastQueue } from './toastQueue.ts';

const ToastViewport = lazyPart(() => import('./ToastViewport.tsx'));

/** The place where messages appear; loaded with the first one. */
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
