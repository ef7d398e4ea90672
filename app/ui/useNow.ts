'use client';
import { useEffect, useState } from 'react';
import { serverNow } from '../browser/serverClock.ts';

/** Milliseconds by a clock (the server's by default), updated every `everyMs`; it does not change while that is undefined. */
export function useNow(everyMs: number | undefined, clock: () => number = serverNow): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    if (everyMs === undefined) return;
    setNow(clock());
    const timer = setInterval(() => setNow(clock()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, clock]);
  return now;
}
