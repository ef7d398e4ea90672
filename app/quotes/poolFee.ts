import { poolAt } from '../../core/market/listing.ts';
import type { PoolAddress } from '../../core/pools/all/pool.ts';
import { kindOf } from '../../core/pools/all/poolKinds.ts';

/** The usual fee of a listed pool, parts per million. Undefined for a pool that is not listed. */
export function poolFeePpm(address: PoolAddress): number | undefined {
  const pool = poolAt(address);
  return pool === undefined ? undefined : kindOf(pool).usualFeePpm(pool);
}
