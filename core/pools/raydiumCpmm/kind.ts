import { RAYDIUM } from '../../venues/raydium.ts';
import type { PoolKind } from '../poolKind.ts';
import { readRates } from '../raydium/listed.ts';
import type { ListedCpmmPool, RaydiumCpmmPool } from './cpmmPool.ts';

export const raydiumCpmm: PoolKind<RaydiumCpmmPool, ListedCpmmPool> = {
  name: 'raydium-cpmm',
  venue: RAYDIUM,
  midPrice: ({ reserveX, reserveY }) => (reserveX === 0n ? undefined : { numerator: reserveY, denominator: reserveX }),
  usualFeePpm: (pool) => Number(pool.tradeFeeRate),
  readListed: (listed) => ({ ...listed, ...readRates(listed) }),
};
