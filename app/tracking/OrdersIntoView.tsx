'use client';
import { useEffect, useRef } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { ordersWanted } from '../navigation/ordersWanted.ts';

/** Switches the desk to the list of orders on request. */
export function OrdersIntoView({ onWanted }: { onWanted: () => void }) {
  const wanted = useExternalStore(ordersWanted, 0);
  const done = useRef(0);
  const turn = useRef(onWanted);
  useEffect(() => {
    turn.current = onWanted;
  });
  useEffect(() => {
    if (wanted === done.current) return;
    done.current = wanted;
    turn.current();
  }, [wanted]);
  return null;
}
