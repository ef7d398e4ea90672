'use client';
import { Suspense } from 'react';
import { lazyPart } from '../ui/lazyPart.ts';

const StatusFigures = lazyPart(() => import('./StatusFigures.tsx'));

/** The line at the foot of the desk. What it says is drawn by the server, and becomes live after all else. */
export function StatusBar() {
  return (
    <footer className="flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3 text-2xs whitespace-nowrap text-muted max-sm:gap-3">
      <Suspense fallback={null}>
        <StatusFigures />
      </Suspense>
    </footer>
  );
}
