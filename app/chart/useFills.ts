'use client';
import { useEffect, useMemo } from 'react';
import { useDesk, useTrader } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import type { ChosenPair } from '../market/usePair.ts';
import { type ChartFill, fillsOf } from './chartFill.ts';

const NONE: readonly ChartFill[] = [];

/** The trader's last hundred fills that touch the base token, those of the pair; asked for again when an order confirms. */
export function useFills({ base, quote }: ChosenPair): readonly ChartFill[] {
  const trader = useTrader();
  const { events } = useDesk();
  const orders = trpc.orders.list.useQuery(
    { status: ['confirmed'], token: base.symbol, limit: 100 },
    { enabled: trader !== undefined },
  );
  const { refetch } = orders;
  useEffect(
    () =>
      events.watchAll((heard) => {
        if (heard.some(({ status }) => status === 'confirmed')) void refetch();
      }),
    [events, refetch],
  );
  return useMemo(
    () => (orders.data === undefined ? NONE : fillsOf({ orders: orders.data.orders, base, quote })),
    [orders.data, base, quote],
  );
}
