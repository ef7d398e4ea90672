import type { Pool, PoolAddress } from '../../core/pools/all/pool.ts';
import type { ChainListing, ChainPool } from './chainListing.ts';
import { createFairPrices, type FairPrices, type Ratio } from './fairPrice.ts';
import type { MarketSettings } from './marketSettings.ts';
import type { PoolModel, PoolModelKind } from './poolModel.ts';
import { modelKindOf } from './poolModels.ts';
import { RECOVERY_SLOTS, type TradedRow } from './tradedState.ts';

export type MarketModel = {
  readonly listing: ChainListing;
  readonly prices: FairPrices;
  /** Indexes of a pool's derived accounts (bin arrays, tick arrays) that exist. */
  priceAccountsOf(pool: PoolAddress): readonly number[];
  /** The pool at a slot, given the row of its last trade, if any. A row of a later slot is an error: past states are not available. */
  poolAt(opts: { readonly pool: PoolAddress; readonly slot: number; readonly row: TradedRow | undefined }): Pool;
  /** The price of a pool without recent trades, before fees, at a slot (even before genesis): base units of Y per base unit of X. */
  restingPrice(opts: { readonly pool: PoolAddress; readonly slot: number }): Ratio;
  /** The stored state of a pool after the trades of a slot. */
  tradedRow(pool: Pool, slot: number): TradedRow;
};

type Modelled = { readonly kind: PoolModelKind; readonly model: PoolModel };

function modelOf({ listed, simulation }: ChainPool, prices: FairPrices, depthPercent: number): Modelled {
  const kind = modelKindOf(listed);
  const depth = kind.depth.parse(simulation.depth);
  return { kind, model: kind.create({ listed, prices, depth, depthPercent }) };
}

/**
 * The market of a seed and a listing: the state of every open pool at every slot, given the landed trades, and the price of every token that is
 * or was listed. Pure, and the same in every process. Throws ZodError for a depth that a pool's kind does not accept.
 */
export function createMarketModel(opts: {
  readonly seed: string;
  readonly settings: MarketSettings;
  readonly listing: ChainListing;
}): MarketModel {
  const prices = createFairPrices(opts);
  const models = new Map<PoolAddress, Modelled>(
    opts.listing.pools
      .filter(({ isOpen }) => isOpen)
      .map((pool) => [pool.listed.address, modelOf(pool, prices, opts.settings.depthPercent)]),
  );
  const modelAt = (pool: PoolAddress): Modelled => {
    const model = models.get(pool);
    if (model === undefined) throw new RangeError(`no open pool has the address ${pool}`);
    return model;
  };
  return {
    listing: opts.listing,
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
