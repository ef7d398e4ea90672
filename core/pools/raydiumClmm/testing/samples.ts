import type { PoolSamples } from '../../testing/poolSamples.ts';
import type { ListedClmmPool, RaydiumClmmPool } from '../pool.ts';
import { sqrtPriceOfTick, TICKS_PER_ARRAY, tickArrayStart } from '../tickMath.ts';
import { clmmPools } from './clmmPools.ts';

export const samples: PoolSamples<RaydiumClmmPool, ListedClmmPool> = {
  pools: clmmPools,
  at({ pair: _pair, accounts: _accounts, ...parameters }, tick) {
    const price = { sqrtPrice: sqrtPriceOfTick(tick), tick, liquidity: 10n ** 12n };
    // A tick in every array that a swap can reach.
    const width = TICKS_PER_ARRAY * parameters.tickSpacing;
    const start = tickArrayStart(tick, parameters.tickSpacing);
    const ticks = [-2, -1, 0, 1, 2].map((array) => ({ index: start + array * width, liquidityNet: 1n }));
    return { ...parameters, ...price, enabled: true, ticks };
  },
};
