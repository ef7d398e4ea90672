'use client';
import { Suspense } from 'react';
import { lazyPart } from '../ui/lazyPart.ts';

const Shell = lazyPart(() => import('./Shell.tsx'));

/** Live updates, shortcuts, dialogs and messages: fetched right after the first paint, which needs none of them. */
export function LazyShell() {
  return (
    <Suspense fallback={null}>
      <Shell />
    </Suspense>
  );
}
