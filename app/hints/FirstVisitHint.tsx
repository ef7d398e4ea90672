'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTrader } from '../live/DeskContext.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { whenIdle } from '../ui/whenIdle.ts';

const HintCard = lazy(() => import('./HintCard.tsx'));

/** Says once, on a browser's first visit, how the desk works; fetched only then, when the page has come to rest. */
export function FirstVisitHint() {
  const { hintSeen } = usePreferences();
  const hasWallet = useTrader() !== undefined;
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    if (!hasWallet) return;
    return whenIdle(() => setAtRest(true));
  }, [hasWallet]);
  if (!isAtRest || hintSeen) return null;
  return (
    <Suspense fallback={null}>
      <HintCard />
    </Suspense>
  );
}
