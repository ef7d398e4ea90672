import { ListingGap, type ListingUpdate, learnListing } from '../../core/market/listing.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { MarketItem } from '../../core/market/snapshotSchema.ts';
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
  /** Takes a snapshot of the stream, and the listing that may come with it; false when it does not connect to the ones before and the stream must begin anew. */
  apply(item: MarketItem): boolean;
  stop(): void;
};

export function createMarketStore(math: ExternalStore<MarketMath | undefined>): MarketStore {
  const market = createExternalStore<Market | undefined>(undefined);
  const stale = createExternalStore(false);
  let latest: Market | undefined;
  /** What came before it could be read: a whole snapshot and the changes after it. */
  let waiting: readonly MarketItem[] = [];
  let unwatch: (() => void) | undefined;
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    frame = undefined;
    market.set(latest);
  }

  /** False when the item does not connect to the ones before. */
  function read({ listing, ...snapshot }: MarketItem, { applySnapshot, SnapshotGap }: MarketMath): boolean {
    try {
      // Clients get plain types; the page is of one version with its server.
      if (listing !== undefined) learnListing(listing as ListingUpdate);
      latest = applySnapshot(latest, snapshot);
    } catch (error) {
      if (error instanceof SnapshotGap || error instanceof ListingGap) return false;
      throw error;
    }
    frame ??= requestAnimationFrame(show);
    return true;
  }

  /** Where one does not connect, the next that comes does not either, and begins the stream anew. */
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
