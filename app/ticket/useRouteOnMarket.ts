'use client';
import { useExternalStore } from '../browser/externalStore.ts';
import { type MarketMath, marketMath } from '../live/marketMath.ts';

export type RouteOnMarket = MarketMath['routeOnMarket'];

/** The router that the worker routes with. The page begins without it, and has it long before an amount can be entered. */
export function useRouteOnMarket(): RouteOnMarket | undefined {
  return useExternalStore<MarketMath | undefined>(marketMath, undefined)?.routeOnMarket;
}
