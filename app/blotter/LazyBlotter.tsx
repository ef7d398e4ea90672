'use client';
import dynamic from 'next/dynamic';
import { useIsFirstVisit } from '../live/firstVisit.ts';
import { FirstWords } from './LoadingOrders.tsx';

/** The blotter, fetched after the first paint; until then its frame stands in its place. */
export const LazyBlotter = dynamic(() => import('./Blotter.tsx'), { ssr: false, loading: Frame });

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
