import type { ListingUpdate } from './listing.ts';

/**
 * Next bundles the pages separately from the server, with their own module instances, although both run in one process. This is how the server
 * passes the listing to the pages.
 */
const KEY = Symbol.for('order-execution-engine.listing');

/** Sets the listing for pages rendered from now on. */
export function offerToPages(listing: ListingUpdate): void {
  Object.assign(globalThis, { [KEY]: listing });
}

/** The listing for a page's first render; undefined before the server has received one. */
export function listingForPage(): ListingUpdate | undefined {
  return (globalThis as { [KEY]?: ListingUpdate })[KEY];
}
