'use client';
import { useExternalStore } from '../browser/externalStore.ts';
import { type MarketMath, marketMath } from '../live/marketMath.ts';

export type RouteOnMarket = MarketMath['routeOnMarket'];

/** The worker's router. It is loaded after the page, long before an amount can be entered. */
export function useRouteOnMarket(): RouteOnMarket | undefined {
  return useExternalStore<MarketMath | undefined>(marketMath, undefined)?.routeOnMarket;
}
