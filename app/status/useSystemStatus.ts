'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/trpc/appRouter.ts';
import { trpc } from '../live/trpc.ts';
import { createSmoothed } from './smoothed.ts';

export type SystemStatus = inferRouterOutputs<AppRouter>['system']['status'];

/** How often the engine is asked how it stands, milliseconds. */
const ASK_EVERY_MS = 2_000;

/** One for the page: the time of a round trip belongs to the line, not to who asks. */
const roundTrip = createSmoothed();

/**
 * How the engine stands, asked again every two seconds for everybody on the page together, and how long a question takes there and back
 * (smoothed, milliseconds). Both undefined while nothing is known: before the first answer, and when the last question had none.
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
