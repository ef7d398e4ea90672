import type { z } from 'zod';
import type { PoolBase } from '../../core/pools/all/pool.ts';
import type { ListedPoolBase } from '../../core/pools/listedPool.ts';
import type { FairPrices, Ratio } from './fairPrice.ts';
import type { TradedRow } from './tradedState.ts';

/** How one pool behaves between trades; pure functions of seed, settings, slot and row. */
export type PoolModel<P extends PoolBase = PoolBase, S = unknown> = {
  /** Indexes of the derived accounts (bin arrays, tick arrays) of the pool that exist. */
  readonly priceAccounts: readonly number[];
  /** The pool at a slot without recent trades. */
  resting(slot: number): P;
  /** The price of that pool before fees, base units of Y per base unit of X; much cheaper to compute than the pool itself. */
  restingPrice(slot: number): Ratio;
  /** The pool at a slot of the row or up to RECOVERY_SLOTS - 1 after it: on its way from the trade to rest. */
  after(row: TradedRow<S>, slot: number): P;
  /** The stored state of a pool after the trades of a slot. */
  traded(pool: P): S;
};

/** The inputs of a model: the listed pool, the prices that it follows, its depth, and the percentage of that depth. */
export type PoolModelOptions<L extends ListedPoolBase, D> = {
  readonly listed: L;
  readonly prices: FairPrices;
  readonly depth: D;
  readonly depthPercent: number;
};

/** The model of a kind of pool; S is its stored state after a trade. */
export type PoolModelKind<
  P extends PoolBase = PoolBase,
  L extends ListedPoolBase = ListedPoolBase,
  S extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
  D = unknown,
> = {
  readonly kind: P['kind'];
  /** The schema of the stored state; fields of earlier versions are allowed. */
  readonly tradedState: z.ZodType<S>;
  /** The schema of a pool's depth in the listing. */
  readonly depth: z.ZodType<D>;
  create(opts: PoolModelOptions<L, D>): PoolModel<P, S>;
};
