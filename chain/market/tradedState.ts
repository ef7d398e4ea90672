import { z } from 'zod';
import type { PoolAddress } from '../../core/pools/all/pool.ts';

/** Base units as they are kept in a row. */
export const baseUnits = z.string().regex(/^[0-9]+$/);

/** After this many slots arbitrage has led a traded pool back to the fair price, and its row says nothing any more. */
export const RECOVERY_SLOTS = 16;

/** A figure of a pool so many slots after a trade: where it rests now, off by what is left of the trade's distance from rest. */
export function ledBack(opts: { traded: bigint; atTrade: bigint; now: bigint; slots: number }): bigint {
  const off = opts.traded - opts.atTrade;
  return opts.now + (off * BigInt(RECOVERY_SLOTS - opts.slots)) / BigInt(RECOVERY_SLOTS);
}

/** What a trade leaves of a pool beside the slot it was made in: JSON whose shape the model of the pool's kind checks. */
export type TradedState = Readonly<Record<string, unknown>>;

/** A traded pool: one row. */
export type TradedRow<S = TradedState> = {
  readonly pool: PoolAddress;
  readonly slot: number;
  readonly state: S;
};
