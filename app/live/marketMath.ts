import { createExternalStore } from '../browser/externalStore.ts';

/** What reads snapshots and routes, the same code as the worker's: as large as all of the desk's own, and not needed for its first paint. */
const load = () => import('./loadedMarketMath.ts');

export type MarketMath = Awaited<ReturnType<typeof load>>;

/** Undefined until it is there: before the first snapshot, as a rule. */
export const marketMath = createExternalStore<MarketMath | undefined>(undefined);

const RETRY_MS = 2_000;

/** Fetches it, until it is there or what needs it is gone. */
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
