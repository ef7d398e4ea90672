import { z } from 'zod';
import type { ListedPoolBase } from '../../core/pools/listedPool.ts';
import type { PoolBase } from '../../core/pools/poolBase.ts';
import { type ConcentratedState, createConcentratedModel, type ModelTick, type TickMath } from './concentratedModel.ts';
import type { ConcentratedDepth } from './depth.ts';
import { type FairPrices, INDEX_SCALE } from './fairPrice.ts';
import type { PoolModel } from './poolModel.ts';
import { baseUnits } from './tradedState.ts';

/** The stored state of a pool after a trade: the price, as √(Y per X) in Q64.64, and the program's tick. The positions do not move. */
export const tradedPrice = z.object({ sqrtPrice: baseUnits, tick: z.number().int() });
export type TradedPriceState = z.infer<typeof tradedPrice>;

/** The model of a listed pool with fixed positions, for any program: `poolOf` makes the kind's pool from a state. */
export function concentratedPoolModel<P extends PoolBase & ConcentratedState>(opts: {
  readonly listed: ListedPoolBase & { readonly tickSpacing: number };
  readonly prices: FairPrices;
  readonly depthPercent: number;
  readonly depth: ConcentratedDepth;
  readonly math: TickMath;
  readonly priceAccounts: (ticks: readonly ModelTick[]) => readonly number[];
  readonly poolOf: (state: ConcentratedState & { readonly ticks: readonly ModelTick[] }) => P;
}): PoolModel<P, TradedPriceState> {
  const { listed, prices, depth, poolOf } = opts;
  const { mintX, mintY, tickSpacing } = listed;
  const worth = ((depth.total * BigInt(opts.depthPercent)) / 100n) * INDEX_SCALE;
  const model = createConcentratedModel({
    math: opts.math,
    tickSpacing,
    reference: prices.referenceRatio({ mintX, mintY }),
    value: (worth * prices.oneOf(mintY)) / prices.referencePrice(mintY),
    shapes: depth.shapes,
    restingPrice: (slot) => prices.poolPrice({ ...listed, slot }),
  });
  const { ticks } = model;
  return {
    priceAccounts: opts.priceAccounts(ticks),
    resting: (slot) => poolOf({ ...model.resting(slot), ticks }),
    restingPrice(slot) {
      const { sqrtPrice } = model.resting(slot);
      return { num: sqrtPrice * sqrtPrice, den: 1n << 128n };
    },
    after({ state, slot: tradedAt }, slot) {
      const traded = { sqrtPrice: BigInt(state.sqrtPrice), tick: state.tick, slot: tradedAt };
      return poolOf({ ...model.after(traded, slot), ticks });
    },
    traded: ({ sqrtPrice, tick }) => ({ sqrtPrice: `${sqrtPrice}`, tick }),
  };
}
