import usual from '../../core/market/usualListing.json' with { type: 'json' };
import { openedBy } from '../listing/changeListing.ts';
import { chainListingOf } from '../market/chainListing.ts';

/** The usual listing as a new chain has it. */
export const USUAL_CHAIN_LISTING = chainListingOf({
  genesisHash: 'usual',
  rows: openedBy(usual, { rows: [], slot: 0 }),
});
