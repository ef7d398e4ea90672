import { USUAL } from '../../core/testing/usualListing.ts';
import { openedBy } from '../listing/changeListing.ts';
import { chainListingOf } from '../market/chainListing.ts';

/** The usual listing as a new chain has it. */
export const USUAL_CHAIN_LISTING = chainListingOf({
  genesisHash: 'usual',
  rows: openedBy(USUAL, { rows: [], slot: 0 }),
});
