import { z } from 'zod';
import { isKnownKind } from '../pools/all/poolKinds.ts';
import { POOL_PROGRAMS } from '../pools/all/poolPrograms.ts';
import { listingView } from './listingSchema.ts';

/** The market's wire form. In a separate file, so that the browser, which trusts its server, need not load the checks. */

const count = z.number().int().min(0);

/** A pool's dynamic state on the wire; its constant part is in the listing. Each kind checks its own state. */
const [first, ...others] = POOL_PROGRAMS;
const poolState = z.discriminatedUnion('kind', [first.stateSchema, ...others.map((program) => program.stateSchema)]);

/**
 * The market at a slot: the whole market (`since` null), or the changes after the slot `since`. `unixSeconds` is the chain's clock at the slot,
 * on which the DLMM's fee depends.
 */
export const marketSnapshot = z.strictObject({
  slot: count,
  unixSeconds: count,
  since: count.nullable(),
  /** The listing version of the pools (core/market/listing.ts). */
  listingVersion: z.string(),
  pools: z.array(poolState),
});
export type MarketSnapshot = z.infer<typeof marketSnapshot>;

/** A snapshot of a subscription, with the changes of the listing since the previous item; the first item carries the whole listing. */
export const marketItem = marketSnapshot.extend({ listing: listingView.optional() });
export type MarketItem = z.infer<typeof marketItem>;

/** The state of a pool of a kind that this process does not know. */
const foreignState = z.looseObject({ kind: z.string().refine((kind) => !isKnownKind(kind)), pool: z.string() });

/** The market of a chain that may be newer than this process, with pools of kinds that this one does not know. */
export const chainSnapshot = marketSnapshot.extend({ pools: z.array(z.union([poolState, foreignState])) });
export type ChainSnapshot = z.infer<typeof chainSnapshot>;
