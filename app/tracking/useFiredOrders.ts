'use client';
import { useEffect } from 'react';
import { useDesk } from '../live/DeskContext.tsx';
import { throttled } from '../live/throttle.ts';
import { trpc } from '../live/trpc.ts';

const TOGETHER = { afterMs: 100, everyMs: 2_000 };
/** Orders of one moment that get a message: a program may have hundreds fire at once. */
const MAX_TOLD = 3;

/** Follows orders that rested when their triggers fire, as if this page had placed them: their traders may have waited for days. */
export function useFiredOrders(): void {
  const { events, ownOrders } = useDesk();
  const { client } = trpc.useUtils();
  useEffect(() => {
    let fired: string[] = [];
    const tell = throttled({
      ...TOGETHER,
      run() {
        const ids = fired.slice(0, MAX_TOLD);
        fired = [];
        // Without an answer there is no message; the lists show the order all the same.
        for (const orderId of ids) {
          client.orders.get.query({ orderId }).then(
            ({ order }) => ownOrders.add(order),
            () => {},
          );
        }
      },
    });
    const unwatch = events.watchAll((heard) => {
      for (const event of heard) {
        if (event.status === 'routing' && event.data.fired !== null) fired.push(event.orderId);
      }
      if (fired.length > 0) tell();
    });
    return () => {
      unwatch();
      tell.cancel();
    };
  }, [client, events, ownOrders]);
}
