'use client';
import { useEffect, useMemo, useState } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import type { Token } from '../../core/tokens/token.ts';
import { useDesk, useNewOrders, useTrader } from '../live/DeskContext.tsx';
import { throttled } from '../live/throttle.ts';
import { trpc } from '../live/trpc.ts';
import { withHeard } from '../live/withHeard.ts';
import { isResting } from './rests.ts';

const NEWS = { afterMs: 0, everyMs: 150 };

/** The trader's orders that rest on a pair, of the newest hundred open ones with its base token; live. */
export function useRestingOrders({ base, quote }: { base: Token; quote: Token }): readonly OrderView[] {
  const { events } = useDesk();
  const trader = useTrader();
  const fresh = useNewOrders();
  const [news, setNews] = useState(0);
  const { data } = trpc.orders.list.useQuery(
    { status: ['open'], token: base.symbol, limit: 100 },
    { enabled: trader !== undefined },
  );
  useEffect(() => {
    const again = throttled({ ...NEWS, run: () => setNews((before) => before + 1) });
    const unwatch = events.watchAll(again);
    return () => {
      unwatch();
      again.cancel();
    };
  }, [events]);
  return useMemo(() => {
    const known = new Map(
      [...(data?.orders ?? []), ...fresh.map(({ order }) => order)].map((one) => [one.orderId, one]),
    );
    const isOfPair = ({ tokenIn, tokenOut }: OrderView) =>
      (tokenIn === base.mint && tokenOut === quote.mint) || (tokenIn === quote.mint && tokenOut === base.mint);
    // What was heard is read again with every piece of news.
    return news < 0
      ? []
      : [...known.values()]
          .filter(isOfPair)
          .map((order) => withHeard(order, events.of(order.orderId)))
          .filter(isResting);
  }, [data, fresh, news, events, base, quote]);
}
