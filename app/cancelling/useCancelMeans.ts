'use client';
import { useDesk } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { useLocale } from '../ui/useLocale.ts';
import type { CancelMeans } from './cancelOne.ts';

/** What a cancellation needs, from the page's connection. */
export function useCancelMeans(): CancelMeans {
  const { orders } = trpc.useUtils().client;
  const { events, keeper } = useDesk();
  return {
    server: {
      cancel: (orderId, signal) => orders.cancel.mutate({ orderId }, { signal }),
      cancelAll: (signal) => orders.cancelAll.mutate({}, { signal }),
    },
    events,
    checkSession: keeper.check,
    locale: useLocale(),
  };
}
