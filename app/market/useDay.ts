'use client';
import { useMemo } from 'react';
import { trpc } from '../live/trpc.ts';

const REFETCH_MS = 60_000;

/** The last 24 hours of a pair by its index price, decimal numerals: the first price, the highest and the lowest. */
export type Day = { readonly open: string; readonly high: string; readonly low: string };

/** The last 24 hours of every listed pair by its name, such as `SOL/USDC`. */
export function useDays(): ReadonlyMap<string, Day> {
  const { data } = trpc.market.day.useQuery(undefined, { refetchInterval: REFETCH_MS });
  return useMemo(() => new Map<string, Day>(data?.map((day) => [day.pair, day])), [data]);
}
