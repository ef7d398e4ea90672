import { METEORA } from '../../venues/meteora.ts';
import type { PoolKind } from '../poolKind.ts';
import type { ListedDammV2Pool, MeteoraDammV2Pool } from './pool.ts';

export const meteoraDammV2: PoolKind<MeteoraDammV2Pool, ListedDammV2Pool> = {
  name: 'meteora-damm-v2',
  venue: METEORA,
  midPrice: ({ sqrtPrice }) => ({ numerator: sqrtPrice * sqrtPrice, denominator: 1n << 128n }),
  usualFeePpm: (pool) => Number(pool.baseFee / 1_000n),
  readListed: (listed) => ({
    ...listed,
    sqrtMinPrice: BigInt(listed.sqrtMinPrice),
    sqrtMaxPrice: BigInt(listed.sqrtMaxPrice),
    baseFee: BigInt(listed.baseFee),
  }),
};
