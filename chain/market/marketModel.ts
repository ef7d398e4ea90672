import { LISTED_POOLS, type ListedPool } from '../../core/market/listing.ts';
import type { Pool, PoolAddress } from '../../core/pools/pool.ts';
import { createCpmmModel } from './cpmmModel.ts';
import { createDlmmModel } from './dlmmModel.ts';
import { createFairPrices, type FairPrices, type Ratio } from './fairPrice.ts';
import type { MarketSettings } from './marketSettings.ts';
import { RECOVERY_SLOTS, type TradedRow, type TradedState } from './tradedState.ts';

/** One pool of the market, whatever its venue. */
type AnyPoolModel = {
  resting(slot: number): Pool;
  restingPrice(slot: number): Ratio;
  after(row: TradedRow, slot: number): Pool;
  traded(pool: Pool): TradedState;
};

export type MarketModel = {
  readonly prices: FairPrices;
  /** The pool at a slot, given the row of its last trade, if any. A row of a later slot is an error: nobody may look into the past. */
  poolAt(opts: { readonly pool: PoolAddress; readonly slot: number; readonly row: TradedRow | undefined }): Pool;
  /** What a pool that nobody traded lately trades at, before fees, at a slot (those before genesis too): base units of Y per base unit of X. */
  restingPrice(opts: { readonly pool: PoolAddress; readonly slot: number }): Ratio;
  /** What is kept of a pool after the trades of a slot. */
  tradedRow(pool: Pool, slot: number): TradedRow;
};

function modelOf(listed: ListedPool, prices: FairPrices, depthPercent: number): AnyPoolModel {
  if (listed.venue === 'raydium') {
    const model = createCpmmModel({ listed, prices, depthPercent });
    return {
      resting: model.resting,
      restingPrice: model.restingPrice,
      after: ({ state, ...row }, slot) => {
        if (state.venue !== 'raydium') throw new RangeError(`the row of ${row.pool} is of another venue`);
        return model.after({ ...row, state }, slot);
      },
      traded: (pool) => {
        if (pool.venue !== 'raydium') throw new RangeError(`${pool.address} is of another venue`);
        return model.traded(pool);
      },
    };
  }
  const model = createDlmmModel({ listed, prices, depthPercent });
  return {
    resting: model.resting,
    restingPrice: model.restingPrice,
    after: ({ state, ...row }, slot) => {
      if (state.venue !== 'meteora') throw new RangeError(`the row of ${row.pool} is of another venue`);
      return model.after({ ...row, state }, slot);
    },
    traded: (pool) => {
      if (pool.venue !== 'meteora') throw new RangeError(`${pool.address} is of another venue`);
      return model.traded(pool);
    },
  };
}

/** The market of a seed: what every pool is at every slot, given the trades that landed. Pure; the same everywhere. */
export function createMarketModel(opts: { readonly seed: string; readonly settings: MarketSettings }): MarketModel {
  const prices = createFairPrices(opts);
  const models = new Map<PoolAddress, AnyPoolModel>(
    LISTED_POOLS.map((listed) => [listed.address, modelOf(listed, prices, opts.settings.depthPercent)]),
  );
  const modelAt = (pool: PoolAddress): AnyPoolModel => {
    const model = models.get(pool);
    if (model === undefined) throw new RangeError(`no pool with the address ${pool} is listed`);
    return model;
  };
  return {
    prices,
    poolAt({ pool, slot, row }) {
      const model = modelAt(pool);
      if (row !== undefined && row.slot > slot) throw new RangeError(`the pool ${pool} was traded after slot ${slot}`);
      return row === undefined || slot - row.slot >= RECOVERY_SLOTS ? model.resting(slot) : model.after(row, slot);
    },
    restingPrice: ({ pool, slot }) => modelAt(pool).restingPrice(slot),
    tradedRow: (pool, slot) => ({ pool: pool.address, slot, state: modelAt(pool.address).traded(pool) }),
  };
}
