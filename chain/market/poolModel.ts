import type { Pool } from '../../core/pools/pool.ts';
import type { Ratio } from './fairPrice.ts';
import type { TradedRow, TradedState } from './tradedState.ts';

/** How one pool behaves between trades; pure functions of seed, settings, slot and row. */
export type PoolModel<P extends Pool, S extends TradedState> = {
  /** The pool at a slot when nobody traded on it lately. */
  resting(slot: number): P;
  /** What that pool trades at before fees, base units of Y per base unit of X; much cheaper than the pool itself. */
  restingPrice(slot: number): Ratio;
  /** The pool at a slot of the row or up to RECOVERY_SLOTS - 1 after it: on its way from the trade to rest. */
  after(row: TradedRow<S>, slot: number): P;
  /** What is kept of a pool after the trades of a slot. */
  traded(pool: P): S;
};
