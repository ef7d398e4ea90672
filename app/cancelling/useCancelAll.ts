'use client';
import { useExternalStore } from '../browser/externalStore.ts';
import { cancelAll } from './cancelAll.ts';
import { cancellingAllSince } from './cancelStates.ts';
import { useCancelMeans } from './useCancelMeans.ts';

/** The cancellation of all open orders. */
export function useCancelAll(): { isUnderWay: boolean; run(): void } {
  const means = useCancelMeans();
  const isUnderWay = useExternalStore(cancellingAllSince, undefined) !== undefined;
  return { isUnderWay, run: () => void cancelAll(means) };
}
