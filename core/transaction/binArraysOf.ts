import { SNAPSHOT_BIN_RADIUS } from '../market/snapshot.ts';
import type { Pool } from '../pools/pool.ts';
import { binArrayIndexOf } from './derivedAddresses.ts';
import type { PlannedLeg } from './legPlan.ts';

/** How far the active bin may drift, either way, between the quote and the landing without leaving the arrays that the swap names. */
const DRIFT_BINS = 10;

/**
 * Indexes of the bin arrays that a leg may touch, in the direction of the swap: from the active bin as far as the snapshot goes, and some
 * drift to both sides. At most two arrays hold that many bins, or three. Empty for a pool without bins.
 */
export function binArrayIndexesOf(opts: {
  readonly leg: PlannedLeg;
  readonly pools: readonly Pool[];
}): readonly number[] {
  const pool = opts.pools.find((candidate) => candidate.address === opts.leg.pool);
  if (pool === undefined) throw new RangeError(`the pool ${opts.leg.pool} is not among the pools of the quote`);
  if (pool.venue !== 'meteora') return [];
  const direction = opts.leg.mintIn === pool.mintX ? -1 : 1;
  const first = binArrayIndexOf(pool.activeId - direction * DRIFT_BINS);
  const last = binArrayIndexOf(pool.activeId + direction * (SNAPSHOT_BIN_RADIUS + DRIFT_BINS));
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => first + direction * i);
}
