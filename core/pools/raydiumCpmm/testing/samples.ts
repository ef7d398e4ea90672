import type { PoolSamples } from '../../testing/poolSamples.ts';
import type { ListedCpmmPool, RaydiumCpmmPool } from '../cpmmPool.ts';
import { cpmmPools } from './cpmmPools.ts';

export const samples: PoolSamples<RaydiumCpmmPool, ListedCpmmPool> = {
  pools: cpmmPools,
  at: ({ pair: _pair, accounts: _accounts, ...parameters }) => ({
    ...parameters,
    reserveX: 10n ** 12n,
    reserveY: 10n ** 12n,
  }),
};
