import { ORCA } from '../../venues/orca.ts';
import type { PoolKind } from '../poolKind.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool } from './pool.ts';

export const orcaWhirlpool: PoolKind<OrcaWhirlpoolPool, ListedWhirlpool> = {
  name: 'orca-whirlpool',
  venue: ORCA,
  midPrice: ({ sqrtPrice }) => ({ numerator: sqrtPrice * sqrtPrice, denominator: 1n << 128n }),
  usualFeePpm: (pool) => Number(pool.feeRate),
  readListed: (listed) => ({
    ...listed,
    feeRate: BigInt(listed.feeRate),
    protocolFeeRate: BigInt(listed.protocolFeeRate),
  }),
};
