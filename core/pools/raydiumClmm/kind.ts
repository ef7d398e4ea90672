import { RAYDIUM } from '../../venues/raydium.ts';
import type { PoolKind } from '../poolKind.ts';
import { readRates } from '../raydium/listed.ts';
import type { ListedClmmPool, RaydiumClmmPool } from './pool.ts';

export const raydiumClmm: PoolKind<RaydiumClmmPool, ListedClmmPool> = {
  name: 'raydium-clmm',
  venue: RAYDIUM,
  midPrice: ({ sqrtPrice }) => ({ numerator: sqrtPrice * sqrtPrice, denominator: 1n << 128n }),
  usualFeePpm: (pool) => Number(pool.tradeFeeRate),
  readListed: (listed) => ({ ...listed, ...readRates(listed) }),
};
