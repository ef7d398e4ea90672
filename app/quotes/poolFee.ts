import { poolAt } from '../../core/market/listing.ts';
import type { PoolAddress } from '../../core/pools/pool.ts';

/**
 * The fee that a listed pool is known by, parts per million of the input: of Raydium CPMM its trade fee, of Meteora DLMM its base fee
 * (baseFactor × binStep × 10 × 10^power over 10^9), to which a volatile market adds. Undefined for a pool that is not listed.
 */
export function poolFeePpm(address: PoolAddress): number | undefined {
  const pool = poolAt(address);
  if (pool === undefined) return undefined;
  if (pool.venue === 'raydium') return Number(pool.tradeFeeRate);
  const { baseFactor, binStep, baseFeePowerFactor } = pool.parameters;
  return Math.round((baseFactor * binStep * 10 * 10 ** baseFeePowerFactor) / 1_000);
}
