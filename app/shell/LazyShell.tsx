'use client';
import { Suspense } from 'react';
import { lazyPart } from '../ui/lazyPart.ts';

const SessionBanner = lazyPart(() => import('../header/SessionBanner.tsx'));
const Shell = lazyPart(() => import('./Shell.tsx'));

/** What stands between the trader and the desk; fetched right after the first paint. */
export function LazySessionBanner() {
  return (
    <Suspense fallback={null}>
      <SessionBanner />
    </Suspense>
  );
}

/** Shortcuts, commands, dialogs and messages; fetched right after the first paint. */
export function LazyShell() {
  return (
    <Suspense fallback={null}>
      <Shell />
    </Suspense>
  );
}
