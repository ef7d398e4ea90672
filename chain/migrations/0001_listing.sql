-- What the chain lists: one row a token and one row a pool, never deleted, so that history can always be read. The chain itself opens and withdraws,
-- as chain_app, on the word of its RPC; what a row says of its token or pool can't be changed.
CREATE TABLE chain.listing (
  -- The mint, or the pool's address.
  address text PRIMARY KEY,
  -- `token`, or the pool's kind.
  kind text NOT NULL,
  -- The order of the listing.
  place bigint GENERATED ALWAYS AS IDENTITY,
  -- What everybody may know, in the form of the wire (core/market/listingSchema.ts).
  listed jsonb NOT NULL,
  -- What the simulation needs beside it: reference price, liveliness, depth. It leaves the chain only as prices.
  simulation jsonb NOT NULL,
  opened_slot bigint NOT NULL CHECK (opened_slot >= 0),
  -- Null while it is open.
  closed_slot bigint CHECK (closed_slot >= opened_slot),
  -- The count of the listing's changes at which this row last changed; the highest of all is the listing's version.
  change bigint NOT NULL CHECK (change > 0)
);
CREATE INDEX listing_change ON chain.listing (change);

GRANT SELECT, INSERT ON chain.listing TO chain_app;
GRANT UPDATE (opened_slot, closed_slot, change) ON chain.listing TO chain_app;
