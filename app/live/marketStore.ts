import { ListingGap, type ListingUpdate, learnListing } from '../../core/market/listing.ts';
import { applySnapshot, type Market, SnapshotGap } from '../../core/market/snapshot.ts';
import type { MarketItem } from '../../core/market/snapshotSchema.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';

/** Prices older than this are not traded on. */
const STALE_AFTER_MS = 10_000;

export type MarketStore = {
  /** The market as last shown: at most one change per painted frame. */
  readonly market: ExternalStore<Market | undefined>;
  /** True when no news of the market has come for a while. */
  readonly stale: ExternalStore<boolean>;
  /** Takes a snapshot of the stream, and the listing that may come with it; false when it does not connect to the ones before and the stream must begin anew. */
  apply(item: MarketItem): boolean;
  stop(): void;
};

export function createMarketStore(): MarketStore {
  const market = createExternalStore<Market | undefined>(undefined);
  const stale = createExternalStore(false);
  let latest: Market | undefined;
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    frame = undefined;
    market.set(latest);
  }

  return {
    market,
    stale,
    apply({ listing, ...snapshot }) {
      try {
        // Clients get plain types; the page is of one version with its server.
        if (listing !== undefined) learnListing(listing as ListingUpdate);
        latest = applySnapshot(latest, snapshot);
      } catch (error) {
        if (error instanceof SnapshotGap || error instanceof ListingGap) return false;
        throw error;
      }
      frame ??= requestAnimationFrame(show);
      stale.set(false);
      clearTimeout(timer);
      timer = setTimeout(() => stale.set(true), STALE_AFTER_MS);
      return true;
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
      clearTimeout(timer);
    },
  };
}
