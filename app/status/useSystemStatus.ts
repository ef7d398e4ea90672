'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/trpc/appRouter.ts';
import { trpc } from '../live/trpc.ts';
import { createSmoothed } from './smoothed.ts';

export type SystemStatus = inferRouterOutputs<AppRouter>['system']['status'];

/** Interval of requests for the engine's status, milliseconds. */
const ASK_EVERY_MS = 2_000;

/** One for the page: the round-trip time belongs to the connection, not to the component. */
const roundTrip = createSmoothed();

/**
 * The engine's status, requested every two seconds for the whole page, and the round-trip time (smoothed, milliseconds). Both undefined before
 * the first answer, and when the last request got none.
 */
export function useSystemStatus(): { status: SystemStatus | undefined; roundTripMs: number | undefined } {
  const { client } = trpc.useUtils();
  const { data, isError } = useQuery({
    queryKey: ['system.status', 'timed'],
    queryFn: async ({ signal }) => {
      const start = performance.now();
      try {
        const status = await client.system.status.query(undefined, { signal });
        return { status, roundTripMs: roundTrip.add(performance.now() - start) };
      } catch (error) {
        roundTrip.reset();
        throw error;
      }
    },
    refetchInterval: ASK_EVERY_MS,
    retry: false,
    placeholderData: keepPreviousData,
  });
  if (data === undefined || isError) return { status: undefined, roundTripMs: undefined };
  return data;
}
