import { SNAPSHOT_BIN_RADIUS } from '../market/snapshot.ts';
import type { MeteoraDlmmPool } from '../pools/pool.ts';
import type { Mint } from '../tokens/token.ts';

/** Bins that one bin array account of the DLMM program holds. */
const BINS_PER_ARRAY = 70;

/** How far the active bin may drift, either way, between the quote and the landing without leaving the arrays that the swap names. */
const DRIFT_BINS = 10;

/** The bin array that holds a bin (floored towards minus infinity, as the program does). */
export function binArrayIndexOf(binId: number): number {
  return Math.floor(binId / BINS_PER_ARRAY);
}

/**
 * Indexes of the bin arrays that a swap of `mintIn` may touch, in its direction: from the active bin as far as the snapshot goes, and some
 * drift to both sides. At most two arrays hold that many bins, or three.
 */
export function binArrayIndexesOf(pool: MeteoraDlmmPool, mintIn: Mint): readonly number[] {
  const direction = mintIn === pool.mintX ? -1 : 1;
  const first = binArrayIndexOf(pool.activeId - direction * DRIFT_BINS);
  const last = binArrayIndexOf(pool.activeId + direction * (SNAPSHOT_BIN_RADIUS + DRIFT_BINS));
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => first + direction * i);
}
