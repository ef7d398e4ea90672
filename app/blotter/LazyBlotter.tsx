'use client';
import { type ComponentProps, Suspense } from 'react';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { useIsFirstVisit } from '../live/firstVisit.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { FirstWords } from './LoadingOrders.tsx';

const Blotter = lazyPart(() => import('./Blotter.tsx'));
const inBrowser = createExternalStore(true);

/** The blotter, loaded after the first paint; until then its frame takes its place. The server renders no content for it. */
export function LazyBlotter(props: ComponentProps<typeof Blotter>) {
  if (!useExternalStore(inBrowser, false)) return <Frame />;
  return (
    <Suspense fallback={<Frame />}>
      <Blotter {...props} />
    </Suspense>
  );
}

function Frame() {
  const isFirstVisit = useIsFirstVisit();
  return (
    <section
      aria-label="Orders and balances"
      aria-busy="true"
      className="flex h-full min-h-0 flex-col rounded-lg border border-line bg-panel"
    >
      <div className="flex h-10 shrink-0 items-center gap-4 border-b border-line px-4">
        <div className="skeleton h-3.5 w-12" />
        <div className="skeleton h-3.5 w-16" />
        <div className="skeleton h-3.5 w-16" />
        <div className="skeleton h-3.5 w-14" />
      </div>
      {isFirstVisit && <FirstWords />}
    </section>
  );
}
