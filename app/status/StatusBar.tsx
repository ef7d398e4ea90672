'use client';
import { Suspense } from 'react';
import { lazyPart } from '../ui/lazyPart.ts';

const StatusFigures = lazyPart(() => import('./StatusFigures.tsx'));

/** The line at the bottom of the desk. The server renders its text, and it becomes live last. */
export function StatusBar() {
  return (
    <footer className="flex h-6 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3 text-2xs whitespace-nowrap text-muted max-sm:gap-3">
      <Suspense fallback={null}>
        <StatusFigures />
      </Suspense>
    </footer>
  );
}
