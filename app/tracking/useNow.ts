'use client';
import { useEffect, useState } from 'react';

/** Milliseconds since 1970 by this browser's clock, moving on in steps of `everyMs`; standing still while it is undefined. */
export function useNow(everyMs: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (everyMs === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
