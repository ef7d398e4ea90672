'use client';
import { useEffect, useMemo } from 'react';
import { phaseOf, statusesIn } from '../../core/order/lifecycle.ts';
import { useDesk, useTrader } from '../live/DeskContext.tsx';
import { throttled } from '../live/throttle.ts';
import { trpc } from '../live/trpc.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import { type ChartFill, fillsOf } from './chartFill.ts';

const NONE: readonly ChartFill[] = [];
/** Fills that arrive within this time share one request, milliseconds. */
const TOGETHER = { afterMs: 150, everyMs: 2_000 };

/** Those of the trader's last hundred fills with the base token that swapped the pair; requested again when an order is confirmed. */
export function useFills({ base, quote }: ChosenPair): readonly ChartFill[] {
  const { events } = useDesk();
  const trader = useTrader();
  const { data, refetch } = trpc.orders.list.useQuery(
    { status: [...statusesIn('done')], token: base.symbol, limit: 100 },
    { enabled: trader !== undefined },
  );
  useEffect(() => {
    const again = throttled({ ...TOGETHER, run: () => void refetch() });
    const unwatch = events.watchAll((heard) => {
      if (heard.some(({ status }) => phaseOf(status) === 'done')) again();
    });
    return () => {
      unwatch();
      again.cancel();
    };
  }, [events, refetch]);
  return useMemo(
    () => (data === undefined ? NONE : fillsOf({ orders: data.orders, base, quote })),
    [data, base, quote],
  );
}
