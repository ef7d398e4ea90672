import type { ListedWhirlpool, OrcaWhirlpoolPool } from '../../../core/pools/orcaWhirlpool/pool.ts';
import { arraysInReach } from '../../../core/pools/orcaWhirlpool/tickArrays.ts';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../../core/pools/orcaWhirlpool/tickMath.ts';
import { concentratedPoolModel, type TradedPriceState, tradedPrice } from '../concentratedPoolModel.ts';
import { type ConcentratedDepth, concentratedDepth } from '../depth.ts';
import type { PoolModel, PoolModelKind, PoolModelOptions } from '../poolModel.ts';

function createWhirlpoolModel(
  opts: PoolModelOptions<ListedWhirlpool, ConcentratedDepth>,
): PoolModel<OrcaWhirlpoolPool, TradedPriceState> {
  const { pair, accounts, ...parameters } = opts.listed;
  return concentratedPoolModel({
    ...opts,
    math: { sqrtPriceOfTick, tickOfSqrtPrice },
    // The program treats missing tick arrays as empty: all arrays that a swap may name.
    priceAccounts: (ticks) => arraysInReach({ ticks, tickSpacing: parameters.tickSpacing }),
    poolOf: (state) => ({ ...parameters, ...state }),
  });
}

export const model: PoolModelKind<OrcaWhirlpoolPool, ListedWhirlpool, TradedPriceState, ConcentratedDepth> = {
  kind: 'orca-whirlpool',
  tradedState: tradedPrice,
  depth: concentratedDepth,
  create: createWhirlpoolModel,
};
