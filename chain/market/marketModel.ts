import { LISTED_POOLS } from '../../core/market/listing.ts';
import type { ListedPool, Pool, PoolAddress } from '../../core/pools/pool.ts';
import { createFairPrices, type FairPrices, type Ratio } from './fairPrice.ts';
import type { MarketSettings } from './marketSettings.ts';
import type { PoolModel, PoolModelKind } from './poolModel.ts';
import { modelKindOf } from './poolModels.ts';
import { RECOVERY_SLOTS, type TradedRow } from './tradedState.ts';

export type MarketModel = {
  readonly prices: FairPrices;
  /** Indexes of a pool's derived accounts (bin arrays, tick arrays) that exist. */
  priceAccountsOf(pool: PoolAddress): readonly number[];
  /** The pool at a slot, given the row of its last trade, if any. A row of a later slot is an error: nobody may look into the past. */
  poolAt(opts: { readonly pool: PoolAddress; readonly slot: number; readonly row: TradedRow | undefined }): Pool;
  /** What a pool that nobody traded lately trades at, before fees, at a slot (those before genesis too): base units of Y per base unit of X. */
  restingPrice(opts: { readonly pool: PoolAddress; readonly slot: number }): Ratio;
  /** What is kept of a pool after the trades of a slot. */
  tradedRow(pool: Pool, slot: number): TradedRow;
};

type Modelled = { readonly kind: PoolModelKind; readonly model: PoolModel };

function modelOf(listed: ListedPool, prices: FairPrices, depthPercent: number): Modelled {
  const kind = modelKindOf(listed);
  return { kind, model: kind.create({ listed, prices, depthPercent }) };
}

/** The market of a seed: what every pool is at every slot, given the trades that landed. Pure; the same everywhere. */
export function createMarketModel(opts: { readonly seed: string; readonly settings: MarketSettings }): MarketModel {
  const prices = createFairPrices(opts);
  const models = new Map<PoolAddress, Modelled>(
    LISTED_POOLS.map((listed) => [listed.address, modelOf(listed, prices, opts.settings.depthPercent)]),
  );
  const modelAt = (pool: PoolAddress): Modelled => {
    const model = models.get(pool);
    if (model === undefined) throw new RangeError(`no pool with the address ${pool} is listed`);
    return model;
  };
  return {
    prices,
    priceAccountsOf: (pool) => modelAt(pool).model.priceAccounts,
    poolAt({ pool, slot, row }) {
      const { kind, model } = modelAt(pool);
      if (row !== undefined && row.slot > slot) throw new RangeError(`the pool ${pool} was traded after slot ${slot}`);
      // A model gives pools of its kind.
      if (row === undefined || slot - row.slot >= RECOVERY_SLOTS) return model.resting(slot) as Pool;
      return model.after({ ...row, state: kind.tradedState.parse(row.state) }, slot) as Pool;
    },
    restingPrice: ({ pool, slot }) => modelAt(pool).model.restingPrice(slot),
    tradedRow(pool, slot) {
      const { kind, model } = modelAt(pool.address);
      if (pool.kind !== kind.kind) throw new RangeError(`${pool.address} is of another kind`);
      return { pool: pool.address, slot, state: kind.tradedState.parse(model.traded(pool)) };
    },
  };
}
