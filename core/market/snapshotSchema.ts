import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';

/** The market's wire form. In a file of its own, so that the browser, which trusts its server, need not load the checks. */

const count = z.number().int().min(0);

const cpmmState = z.strictObject({ venue: z.literal('raydium'), pool: z.string(), x: baseUnitsText, y: baseUnitsText });

const dlmmState = z.strictObject({
  venue: z.literal('meteora'),
  pool: z.string(),
  activeId: z.number().int(),
  enabled: z.boolean(),
  volatility: z.strictObject({
    volatilityAccumulator: count,
    volatilityReference: count,
    indexReference: z.number().int(),
    lastUpdateTimestamp: z.number().int(),
  }),
  /** Bins near the active one as [id, x, y]; a bin of a delta replaces the one before, and is gone when both are 0. */
  bins: z.array(z.tuple([z.number().int(), baseUnitsText, baseUnitsText])),
});

/** A pool's dynamic state on the wire; what does not change is in the listing. Amounts are decimal strings of base units. */
const poolState = z.discriminatedUnion('venue', [cpmmState, dlmmState]);
export type PoolState = z.infer<typeof poolState>;
export type CpmmState = z.infer<typeof cpmmState>;
export type DlmmState = z.infer<typeof dlmmState>;

/**
 * The market at a slot: all of it (`since` null), or what changed after the slot `since`. `unixSeconds` is the chain's clock at the
 * slot, which the DLMM's fee depends on.
 */
export const marketSnapshot = z.strictObject({
  slot: count,
  unixSeconds: count,
  since: count.nullable(),
  pools: z.array(poolState),
});
export type MarketSnapshot = z.infer<typeof marketSnapshot>;
