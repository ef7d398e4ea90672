'use client';
import { useEffect } from 'react';
import type { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';

export type RouteOnMarket = typeof routeOnMarket;

const router = createExternalStore<RouteOnMarket | undefined>(undefined);

const RETRY_MS = 2_000;

/** Fetches it, until it is there or what needs it is gone. */
function fetchRouter(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isNeeded = true;
  const attempt = () => {
    import('../../core/routing/routeOnMarket.ts').then(
      (routing) => router.set(routing.routeOnMarket),
      () => {
        if (isNeeded) timer = setTimeout(attempt, RETRY_MS);
      },
    );
  };
  if (router.get() === undefined) attempt();
  return () => {
    isNeeded = false;
    clearTimeout(timer);
  };
}

/** The router that the worker routes with. The page begins without it, and has it long before an amount can be entered. */
export function useRouteOnMarket(): RouteOnMarket | undefined {
  useEffect(fetchRouter, []);
  return useExternalStore<RouteOnMarket | undefined>(router, undefined);
}
