import { createExternalStore } from '../browser/externalStore.ts';

/** The code that reads snapshots and finds routes, the same as the worker's. It is as large as the desk's own code, and not needed for the first paint. */
const load = () => import('./loadedMarketMath.ts');

export type MarketMath = Awaited<ReturnType<typeof load>>;

/** Undefined until it is loaded, which is usually before the first snapshot. */
export const marketMath = createExternalStore<MarketMath | undefined>(undefined);

const RETRY_MS = 2_000;

/** Loads it, with retries, until it is loaded or no longer needed. */
export function fetchMarketMath(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isNeeded = true;
  const attempt = () => {
    load().then(marketMath.set, () => {
      if (isNeeded) timer = setTimeout(attempt, RETRY_MS);
    });
  };
  if (marketMath.get() === undefined) attempt();
  return () => {
    isNeeded = false;
    clearTimeout(timer);
  };
}
