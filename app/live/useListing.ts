import { useSyncExternalStore } from 'react';
import { knownListing, type ListingUpdate, onListing } from '../../core/market/listing.ts';

/**
 * The listing as the page knows it: what shows tokens or pairs asks here, so that it is drawn again when the listing changes, and then asks
 * openTokens() or listedMarkets().
 */
export function useListing(): ListingUpdate {
  return useSyncExternalStore(onListing, knownListing, knownListing);
}
