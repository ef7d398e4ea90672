import type { ListingUpdate } from './listing.ts';

/** Next bundles the pages apart from the server, with modules of their own, though both run in one process: this is where they meet. */
const KEY = Symbol.for('order-execution-engine.listing');

/** Keeps the listing for the pages that are made from now on. */
export function offerToPages(listing: ListingUpdate): void {
  Object.assign(globalThis, { [KEY]: listing });
}

/** The listing that a page begins with; undefined before the server has heard of one. */
export function listingForPage(): ListingUpdate | undefined {
  return (globalThis as { [KEY]?: ListingUpdate })[KEY];
}
