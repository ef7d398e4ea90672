import { ListingGap, type ListingUpdate, learnListing } from '../../core/market/listing.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { MarketItem } from '../../core/market/snapshotSchema.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';
import type { MarketMath } from './marketMath.ts';

/** Prices older than this are not traded on. */
const STALE_AFTER_MS = 10_000;
/** Number of deltas kept while the code that reads them is being fetched; beyond it a whole snapshot is smaller. */
const MOST_WAITING = 50;

export type MarketStore = {
  /** The market for display: at most one change per painted frame. */
  readonly market: ExternalStore<Market | undefined>;
  /** True when no market update has come for a while. */
  readonly stale: ExternalStore<boolean>;
  /**
   * Applies a snapshot of the stream, and the listing that may come with it. Returns false when it does not follow the previous one, so that the
   * stream must restart.
   */
  apply(item: MarketItem): boolean;
  stop(): void;
};

export function createMarketStore(math: ExternalStore<MarketMath | undefined>): MarketStore {
  const market = createExternalStore<Market | undefined>(undefined);
  const stale = createExternalStore(false);
  let latest: Market | undefined;
  /** Items that arrived before they could be read: a whole snapshot and the deltas after it. */
  let waiting: readonly MarketItem[] = [];
  let unwatch: (() => void) | undefined;
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    frame = undefined;
    market.set(latest);
  }

  /** False when the item does not follow the previous one. */
  function read({ listing, ...snapshot }: MarketItem, { applySnapshot, SnapshotGap }: MarketMath): boolean {
    try {
      // The API's types are plain; the page has the same version as its server.
      if (listing !== undefined) learnListing(listing as ListingUpdate);
      latest = applySnapshot(latest, snapshot);
    } catch (error) {
      if (error instanceof SnapshotGap || error instanceof ListingGap) return false;
      throw error;
    }
    frame ??= requestAnimationFrame(show);
    return true;
  }

  /** If an item does not follow, the next one does not either, and it restarts the stream. */
  function readWaiting(): void {
    const loaded = math.get();
    if (loaded === undefined) return;
    for (const item of waiting) if (!read(item, loaded)) break;
    forgetWaiting();
  }

  function forgetWaiting(): void {
    unwatch?.();
    unwatch = undefined;
    waiting = [];
  }

  function wait(item: MarketItem): boolean {
    waiting = item.since === null ? [item] : [...waiting, item];
    unwatch ??= math.subscribe(readWaiting);
    return waiting.length <= MOST_WAITING;
  }

  return {
    market,
    stale,
    apply(item) {
      const loaded = math.get();
      const taken = loaded === undefined ? wait(item) : read(item, loaded);
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
