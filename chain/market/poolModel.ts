import type { z } from 'zod';
import type { PoolBase } from '../../core/pools/all/pool.ts';
import type { ListedPoolBase } from '../../core/pools/listedPool.ts';
import type { FairPrices, Ratio } from './fairPrice.ts';
import type { TradedRow } from './tradedState.ts';

/** How one pool behaves between trades; pure functions of seed, settings, slot and row. */
export type PoolModel<P extends PoolBase = PoolBase, S = unknown> = {
  /** Indexes of the derived accounts (bin arrays, tick arrays) of the pool that exist. */
  readonly priceAccounts: readonly number[];
  /** The pool at a slot when nobody traded on it lately. */
  resting(slot: number): P;
  /** What that pool trades at before fees, base units of Y per base unit of X; much cheaper than the pool itself. */
  restingPrice(slot: number): Ratio;
  /** The pool at a slot of the row or up to RECOVERY_SLOTS - 1 after it: on its way from the trade to rest. */
  after(row: TradedRow<S>, slot: number): P;
  /** What is kept of a pool after the trades of a slot. */
  traded(pool: P): S;
};

/** What a model is made of: the pool as listed, the prices that it follows, its depth, and how much of that it has, percent. */
export type PoolModelOptions<L extends ListedPoolBase, D> = {
  readonly listed: L;
  readonly prices: FairPrices;
  readonly depth: D;
  readonly depthPercent: number;
};

/** The model of a kind of pool: S is what it keeps of a trade. */
export type PoolModelKind<
  P extends PoolBase = PoolBase,
  L extends ListedPoolBase = ListedPoolBase,
  S extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
  D = unknown,
> = {
  readonly kind: P['kind'];
  /** The shape of what is kept; fields of earlier versions are let through. */
  readonly tradedState: z.ZodType<S>;
  /** How much lies in a pool and how, as the listing says it. */
  readonly depth: z.ZodType<D>;
  create(opts: PoolModelOptions<L, D>): PoolModel<P, S>;
};
