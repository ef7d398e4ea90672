'use client';
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** When the element of the returned ref is removed while it has the focus, the focus goes to `next` of it. `next` must not change. */
export function useFocusHandedOn<E extends HTMLElement>(
  next: (element: E) => HTMLElement | null | undefined,
): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      if (element !== null && document.activeElement === element) next(element)?.focus({ preventScroll: true });
    };
  }, [next]);
  return ref;
}
