'use client';
import { useEffect, useMemo, useState } from 'react';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { useDesk, useNewOrders, useOnItsWay } from '../live/DeskContext.tsx';
import { throttled } from '../live/throttle.ts';
import { useOrderPages } from './useOrderPages.ts';

const OPEN: OrderQueryRequest = { status: ['open'] };
const ALL: OrderQueryRequest = {};
const COUNT = { afterMs: 0, everyMs: 150 };

export type OrderCount = {
  readonly value: number;
  /** True when there are more orders than were counted. */
  readonly isCapped: boolean;
};

/**
 * The number of open orders, and of all orders, regardless of filters; undefined until known. `sending`: those among both that the server has
 * not answered yet and that have no id.
 */
export function useOrderCounts(): { open: OrderCount | undefined; all: OrderCount | undefined; sending: number } {
  const { events } = useDesk();
  const sending = useOnItsWay().length;
  const fresh = useNewOrders();
  const open = useOrderPages(OPEN);
  const all = useOrderPages(ALL);
  const news = useNews();
  return useMemo(() => {
    const isOpen = ({ orderId, status }: { orderId: string; status: Parameters<typeof isFinal>[0] }) => {
      const last = events.of(orderId).at(-1);
      return !isFinal(last === undefined ? status : last.status);
    };
    const unlisted = fresh.filter(({ order }) => !open.ids.has(order.orderId));
    const further = Math.max(0, (open.total ?? 0) - open.ids.size);
    const counted = news >= 0 && open.listed !== undefined;
    return {
      sending,
      open: counted
        ? {
            value:
              sending +
              further +
              (open.listed?.filter(isOpen).length ?? 0) +
              unlisted.filter(({ order }) => isOpen(order)).length,
            isCapped: open.isCapped,
          }
        : undefined,
      all:
        all.total === undefined
          ? undefined
          : {
              value: sending + all.total + fresh.filter(({ order }) => !all.ids.has(order.orderId)).length,
              isCapped: all.isCapped,
            },
    };
  }, [
    events,
    sending,
    fresh,
    open.listed,
    open.ids,
    open.total,
    open.isCapped,
    all.ids,
    all.total,
    all.isCapped,
    news,
  ]);
}

/** Incremented when an order begins or ends. */
function useNews(): number {
  const { events } = useDesk();
  const [news, setNews] = useState(0);
  useEffect(() => {
    const count = throttled({ ...COUNT, run: () => setNews((before) => before + 1) });
    const unwatch = events.watchAll((heard) => {
      if (heard.some(({ status }) => isFinal(status))) count();
    });
    return () => {
      unwatch();
      count.cancel();
    };
  }, [events]);
  return news;
}
