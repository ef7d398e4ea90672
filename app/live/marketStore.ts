import type { Market } from '../../core/market/snapshot.ts';
import type { MarketSnapshot } from '../../core/market/snapshotSchema.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';
import type { MarketMath } from './marketMath.ts';

/** Prices older than this are not traded on. */
const STALE_AFTER_MS = 10_000;
/** Changes that are kept while what reads them is being fetched; beyond that a whole snapshot is less. */
const MOST_WAITING = 50;

export type MarketStore = {
  /** The market as last shown: at most one change per painted frame. */
  readonly market: ExternalStore<Market | undefined>;
  /** True when no news of the market has come for a while. */
  readonly stale: ExternalStore<boolean>;
  /** Takes a snapshot of the stream; false when it does not connect to the ones before and the stream must begin anew. */
  apply(snapshot: MarketSnapshot): boolean;
  stop(): void;
};

export function createMarketStore(math: ExternalStore<MarketMath | undefined>): MarketStore {
  const market = createExternalStore<Market | undefined>(undefined);
  const stale = createExternalStore(false);
  let latest: Market | undefined;
  /** What came before it could be read: a whole snapshot and the changes after it. */
  let waiting: readonly MarketSnapshot[] = [];
  let unwatch: (() => void) | undefined;
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    frame = undefined;
    market.set(latest);
  }

  /** False when the snapshot does not connect to the ones before. */
  function read(snapshot: MarketSnapshot, { applySnapshot, SnapshotGap }: MarketMath): boolean {
    try {
      latest = applySnapshot(latest, snapshot);
    } catch (error) {
      if (error instanceof SnapshotGap) return false;
      throw error;
    }
    frame ??= requestAnimationFrame(show);
    return true;
  }

  /** Where one does not connect, the next that comes does not either, and begins the stream anew. */
  function readWaiting(): void {
    const loaded = math.get();
    if (loaded === undefined) return;
    for (const snapshot of waiting) if (!read(snapshot, loaded)) break;
    forgetWaiting();
  }

  function forgetWaiting(): void {
    unwatch?.();
    unwatch = undefined;
    waiting = [];
  }

  function wait(snapshot: MarketSnapshot): boolean {
    waiting = snapshot.since === null ? [snapshot] : [...waiting, snapshot];
    unwatch ??= math.subscribe(readWaiting);
    return waiting.length <= MOST_WAITING;
  }

  return {
    market,
    stale,
    apply(snapshot) {
      const loaded = math.get();
      const taken = loaded === undefined ? wait(snapshot) : read(snapshot, loaded);
      if (!taken) return false;
      stale.set(false);
      clearTimeout(timer);
      timer = setTimeout(() => stale.set(true), STALE_AFTER_MS);
      return true;
    },
    stop() {
      forgetWaiting();
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      clearTimeout(timer);
    },
  };
}
