import type { ListedClmmPool, RaydiumClmmPool } from '../../../core/pools/raydiumClmm/pool.ts';
import { existingArrays } from '../../../core/pools/raydiumClmm/tickArrays.ts';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../../core/pools/raydiumClmm/tickMath.ts';
import { concentratedPoolModel, type TradedPriceState, tradedPrice } from '../concentratedPoolModel.ts';
import { type ConcentratedDepth, concentratedDepth } from '../depth.ts';
import type { PoolModel, PoolModelKind, PoolModelOptions } from '../poolModel.ts';

function createClmmModel(
  opts: PoolModelOptions<ListedClmmPool, ConcentratedDepth>,
): PoolModel<RaydiumClmmPool, TradedPriceState> {
  const { pair, accounts, ...parameters } = opts.listed;
  const { tickSpacing } = parameters;
  return concentratedPoolModel({
    ...opts,
    math: { sqrtPriceOfTick, tickOfSqrtPrice },
    priceAccounts: (ticks) => existingArrays({ ticks, tickSpacing }, false),
    poolOf: (state) => ({ ...parameters, enabled: true, ...state }),
  });
}

export const model: PoolModelKind<RaydiumClmmPool, ListedClmmPool, TradedPriceState, ConcentratedDepth> = {
  kind: 'raydium-clmm',
  tradedState: tradedPrice,
  depth: concentratedDepth,
  create: createClmmModel,
};
