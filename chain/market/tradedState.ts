import { z } from 'zod';
import type { PoolAddress } from '../../core/pools/all/pool.ts';

/** Base units in the form of a row. */
export const baseUnits = z.string().regex(/^[0-9]+$/);

/** After this many slots arbitrage has returned a traded pool to the fair price, and its row has no effect any more. */
export const RECOVERY_SLOTS = 16;

/** A quantity of a pool at a number of slots after a trade: its current resting value plus the remaining part of the trade's distance from rest. */
export function ledBack(opts: { traded: bigint; atTrade: bigint; now: bigint; slots: number }): bigint {
  const off = opts.traded - opts.atTrade;
  return opts.now + (off * BigInt(RECOVERY_SLOTS - opts.slots)) / BigInt(RECOVERY_SLOTS);
}

/** The stored state after a trade, besides its slot: JSON whose shape the model of the pool's kind checks. */
export type TradedState = Readonly<Record<string, unknown>>;

/** A traded pool: one row. */
export type TradedRow<S = TradedState> = {
  readonly pool: PoolAddress;
  readonly slot: number;
  readonly state: S;
};
