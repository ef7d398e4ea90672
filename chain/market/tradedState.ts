import { z } from 'zod';
import type { PoolAddress } from '../../core/pools/pool.ts';

const baseUnits = z.string().regex(/^[0-9]+$/);

/** After this many slots arbitrage has led a traded pool back to the fair price, and its row says nothing any more. */
export const RECOVERY_SLOTS = 16;

/**
 * What a trade leaves of a pool beside the slot it was made in. CPMM: the reserves. DLMM: where the price stands in the bins (the bins
 * hold what their shape says, converted up to there) and the volatility.
 */
export const tradedState = z.discriminatedUnion('venue', [
  z.strictObject({ venue: z.literal('raydium'), x: baseUnits, y: baseUnits }),
  z.strictObject({
    venue: z.literal('meteora'),
    /** Active bin × 2^32 + the part of it that is converted to Y. */
    position: z.number().int(),
    accumulator: z.number().int(),
    reference: z.number().int(),
    indexReference: z.number().int(),
    updatedAt: z.number().int(),
  }),
]);
export type TradedState = z.infer<typeof tradedState>;
export type TradedCpmm = Extract<TradedState, { venue: 'raydium' }>;
export type TradedDlmm = Extract<TradedState, { venue: 'meteora' }>;

/** A traded pool: one row. */
export type TradedRow<S extends TradedState = TradedState> = {
  readonly pool: PoolAddress;
  readonly slot: number;
  readonly state: S;
};
