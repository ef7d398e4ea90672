import { useSyncExternalStore } from 'react';
import { knownListing, type ListingUpdate, onListing } from '../../core/market/listing.ts';

/**
 * The page's listing. Components that show tokens or pairs call this hook, so that they render again when the listing changes, and then
 * openTokens() or listedMarkets().
 */
export function useListing(): ListingUpdate {
  return useSyncExternalStore(onListing, knownListing, knownListing);
}
