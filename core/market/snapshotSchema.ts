import { z } from 'zod';
import { isKnownKind } from '../pools/all/poolKinds.ts';
import { POOL_PROGRAMS } from '../pools/all/poolPrograms.ts';
import { listingView } from './listingSchema.ts';

/** The market's wire form. In a file of its own, so that the browser, which trusts its server, need not load the checks. */

const count = z.number().int().min(0);

/** A pool's dynamic state on the wire; what does not change is in the listing. Each kind checks its own. */
const poolState = z.union(POOL_PROGRAMS.map((program) => program.stateSchema));

/**
 * The market at a slot: all of it (`since` null), or what changed after the slot `since`. `unixSeconds` is the chain's clock at the
 * slot, which the DLMM's fee depends on.
 */
export const marketSnapshot = z.strictObject({
  slot: count,
  unixSeconds: count,
  since: count.nullable(),
  /** Of the listing that the pools are of (core/market/listing.ts). */
  listingVersion: z.string(),
  pools: z.array(poolState),
});
export type MarketSnapshot = z.infer<typeof marketSnapshot>;

/** A snapshot of a subscription, with what of the listing changed since the item before it; the first carries all of it. */
export const marketItem = marketSnapshot.extend({ listing: listingView.optional() });
export type MarketItem = z.infer<typeof marketItem>;

/** The state of a pool of a kind that this process does not know. */
const foreignState = z.looseObject({ kind: z.string().refine((kind) => !isKnownKind(kind)), pool: z.string() });

/** The market as a chain says it that may be newer than this process: with pools of kinds that this one does not know. */
export const chainSnapshot = marketSnapshot.extend({ pools: z.array(z.union([poolState, foreignState])) });
export type ChainSnapshot = z.infer<typeof chainSnapshot>;
