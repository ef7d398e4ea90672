import { METEORA } from '../../venues/meteora.ts';
import type { PoolKind } from '../poolKind.ts';
import { DLMM_FEE_PRECISION, dlmmBaseFeeRate, dlmmFeeRate } from './dlmmFee.ts';
import type { ListedDlmmPool, MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice, Q64 } from './dlmmPrice.ts';

const PPM = 1_000_000n;

export const meteoraDlmm: PoolKind<MeteoraDlmmPool, ListedDlmmPool> = {
  name: 'meteora-dlmm',
  venue: METEORA,
  midPrice: (pool) => ({ numerator: binPrice(pool.parameters.binStep, pool.activeId), denominator: Q64 }),
  usualFeePpm: ({ parameters }) => Number((dlmmFeeRate(dlmmBaseFeeRate(parameters), 0n) * PPM) / DLMM_FEE_PRECISION),
  readListed: (listed) => listed,
};
