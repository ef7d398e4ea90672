'use client';
import { useSyncExternalStore } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';

/** The cancellation of an order on this page: `asked` until its answer comes; `too_late` once the answer was that its transaction had been sent. */
export type CancelState = 'asked' | 'too_late';

const NONE: ReadonlyMap<string, CancelState> = new Map();

/** By order id; in every place of the page that shows the order. Forgotten with the page, since asking again is safe. */
const states = createExternalStore(NONE);

/** When the cancellation of all open orders was requested, ms since 1970 by the server's clock; undefined while none is under way. */
export const cancellingAllSince = createExternalStore<number | undefined>(undefined);

export function cancelStateOf(orderId: string): CancelState | undefined {
  return states.get().get(orderId);
}

/** Sets the state of an order; undefined removes it. */
export function setCancelState(orderId: string, state: CancelState | undefined): void {
  const next = new Map(states.get());
  if (state === undefined) next.delete(orderId);
  else next.set(orderId, state);
  states.set(next);
}

/** The state of an order, by its own request or by one for all orders that were open then. */
export function useCancelState({ orderId, acceptedAt }: OrderView): CancelState | undefined {
  const own = useSyncExternalStore(
    states.subscribe,
    () => cancelStateOf(orderId),
    () => undefined,
  );
  const since = useExternalStore(cancellingAllSince, undefined);
  const isAmongAll = since !== undefined && Date.parse(acceptedAt) <= since;
  return own ?? (isAmongAll ? 'asked' : undefined);
}
