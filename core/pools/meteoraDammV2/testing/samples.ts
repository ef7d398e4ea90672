import type { PoolSamples } from '../../testing/poolSamples.ts';
import type { ListedDammV2Pool, MeteoraDammV2Pool } from '../pool.ts';
import { dammPools } from './dammPools.ts';

export const samples: PoolSamples<MeteoraDammV2Pool, ListedDammV2Pool> = {
  pools: dammPools,
  at: ({ pair: _pair, accounts: _accounts, ...parameters }) => ({
    ...parameters,
    enabled: true,
    sqrtPrice: 1n << 64n,
    liquidity: 1n << 104n,
    volatility: null,
  }),
};
