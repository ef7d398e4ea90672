import { z } from 'zod';
import { listedTokenSchema } from '../../core/market/listingSchema.ts';
import { isKnownKind } from '../../core/pools/all/poolKinds.ts';

/** The simulation's part is stored as written, and checked when the listing is read. */
const simulation = z.record(z.string(), z.unknown());

/** A pool of the file: the fields of its kind, of which its program's `listedSchema` knows the shape. The pair follows from the tokens. */
const filePool = z.looseObject({
  kind: z.string().refine(isKnownKind, { error: 'must be a kind of pool that this version knows' }),
  address: z.string(),
  mintX: z.string(),
  mintY: z.string(),
  simulation,
});

/** A file that opens tokens and pools, such as those of core/market/usualListing, or chain/listing/example.json. */
export const listingFile = z
  .strictObject({
    tokens: z.array(listedTokenSchema.extend({ simulation })).max(100).default([]),
    pools: z.array(filePool).max(1_000).default([]),
  })
  .refine(({ tokens, pools }) => tokens.length + pools.length > 0, { error: 'must name a token or a pool' });
export type ListingFile = z.output<typeof listingFile>;
