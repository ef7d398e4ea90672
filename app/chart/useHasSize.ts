'use client';
import { type RefObject, useEffect, useState } from 'react';

/** True while the element is visible: on a phone only the chosen part of the desk is. */
export function useHasSize(element: RefObject<HTMLElement | null>): boolean {
  const [hasSize, setHasSize] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setHasSize((entry?.contentRect.width ?? 0) > 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return hasSize;
}
