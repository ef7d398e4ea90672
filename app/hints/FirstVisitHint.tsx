'use client';
import { Suspense, useEffect, useState } from 'react';
import { useConnectionState } from '../live/DeskContext.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { whenIdle } from '../ui/whenIdle.ts';

const HintCard = lazyPart(() => import('./HintCard.tsx'));

/**
 * Says once, on a browser's first visit, how the desk works; fetched only then, when the page has come to rest. Gives way to what the page has
 * to say of session and link, which stands in the same place.
 */
export function FirstVisitHint() {
  const { hintSeen } = usePreferences();
  const isLive = useConnectionState() === 'live';
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    if (!isLive) return;
    return whenIdle(() => setAtRest(true));
  }, [isLive]);
  if (!isAtRest || !isLive || hintSeen) return null;
  return (
    <Suspense fallback={null}>
      <HintCard />
    </Suspense>
  );
}
