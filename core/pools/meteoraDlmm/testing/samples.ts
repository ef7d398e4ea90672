import type { PoolSamples } from '../../testing/poolSamples.ts';
import { binArrayIndexOf } from '../binArrayIndex.ts';
import type { ListedDlmmPool, MeteoraDlmmPool } from '../dlmmPool.ts';
import { dlmmPools } from './dlmmPools.ts';

export const samples: PoolSamples<MeteoraDlmmPool, ListedDlmmPool> = {
  pools: dlmmPools,
  at({ pair: _pair, accounts: _accounts, ...parameters }, tick) {
    const array = binArrayIndexOf(tick);
    return {
      ...parameters,
      volatility: { volatilityAccumulator: 0, volatilityReference: 0, indexReference: tick, lastUpdateTimestamp: 0 },
      activeId: tick,
      enabled: true,
      bins: [{ id: tick, x: 10n ** 9n, y: 10n ** 9n }],
      binArrays: [array - 1, array, array + 1],
    };
  },
};
