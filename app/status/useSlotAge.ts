'use client';
import { useEffect, useState } from 'react';
import { useDesk } from '../live/DeskContext.tsx';

/** The newest slot that this page received, and the whole seconds since then. */
export type SlotAge = { readonly slot: number | undefined; readonly seconds: number };

const UNKNOWN: SlotAge = { slot: undefined, seconds: 0 };
/** Minimum interval between updates of the slot's number, milliseconds: it only has to be seen moving, not to be read. */
const SHOW_EVERY_MS = 1_000;

export function useSlotAge(): SlotAge {
  const { market } = useDesk().market;
  const [age, setAge] = useState(UNKNOWN);
  useEffect(() => {
    let slot: number | undefined;
    let heardAt = performance.now();
    const hear = () => {
      const newest = market.get()?.slot;
      if (newest === slot) return;
      slot = newest;
      heardAt = performance.now();
    };
    const show = () => {
      hear();
      setAge(slot === undefined ? UNKNOWN : { slot, seconds: Math.floor((performance.now() - heardAt) / 1_000) });
    };
    show();
    const unsubscribe = market.subscribe(hear);
    const timer = setInterval(show, SHOW_EVERY_MS);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [market]);
  return age;
}
