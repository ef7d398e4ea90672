'use client';
import { useEffect, useState } from 'react';
import { useDesk, useMarketIsStale } from '../live/DeskContext.tsx';
import { marketMath } from '../live/marketMath.ts';
import { throttled } from '../live/throttle.ts';
import { whenIdle } from '../ui/whenIdle.ts';
import { type RateNow, rateNow } from './distance.ts';
import type { RestingTerms } from './restingPrices.ts';

/** Each shown order is quoted at most this often, while the browser is idle, so that a list of them costs no frame. */
const EVERY = { afterMs: 0, everyMs: 1_500 };

/** The rate that an order watches, on the live market; undefined while there is none, while prices are old, and for an order that does not rest. */
export function useRateNow(order: RestingTerms, resting: boolean): RateNow | undefined {
  const { market, index } = useDesk();
  const stale = useMarketIsStale();
  const [now, setNow] = useState<RateNow>();
  const enabled = resting && !stale;
  useEffect(() => {
    if (!enabled) return;
    let cancelIdle = () => {};
    const again = throttled({
      ...EVERY,
      run() {
        cancelIdle();
        cancelIdle = whenIdle(() =>
          setNow(
            rateNow({ order, market: market.market.get(), index: index.get(), route: marketMath.get()?.routeOnMarket }),
          ),
        );
      },
    });
    again();
    const unsubscribe = [market.market, index, marketMath].map((store) => store.subscribe(again));
    return () => {
      for (const stop of unsubscribe) stop();
      again.cancel();
      cancelIdle();
    };
  }, [order, enabled, market, index]);
  return enabled ? now : undefined;
}
