'use client';
import { Suspense, useEffect } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { serverClock, wrongClockWords } from '../browser/serverClock.ts';
import { beginFetchingAtRest, lazyPart } from '../ui/lazyPart.ts';
import { showToast } from '../ui/toastQueue.ts';
import { useConnectionState } from './DeskContext.tsx';
import { useLiveUpdates } from './useLiveUpdates.ts';

const MeanwhileToast = lazyPart(() => import('./MeanwhileToast.tsx'));

/** Follows the market and the trader's orders while the page is open. */
export function LiveUpdates() {
  const meanwhile = useLiveUpdates();
  useWrongClock();
  const isLive = useConnectionState() === 'live';
  useEffect(() => {
    if (isLive) beginFetchingAtRest();
  }, [isLive]);
  return meanwhile === undefined ? null : (
    <Suspense fallback={null}>
      <MeanwhileToast events={meanwhile} />
    </Suspense>
  );
}

/** Says that this browser's clock is wrong, when it is. */
function useWrongClock(): void {
  const seconds = useExternalStore(serverClock.wrongBySeconds, 0);
  useEffect(() => {
    if (seconds !== 0) showToast({ id: 'clock', tone: 'warn', timeout: 0, ...wrongClockWords(seconds) });
  }, [seconds]);
}
