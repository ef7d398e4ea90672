import { binArrayIndexOf } from './binArrayIndex.ts';
import type { DlmmBin, DlmmState, ListedDlmmPool, MeteoraDlmmPool } from './dlmmPool.ts';

/** The number of bins to either side of the active one in a snapshot. The liquidity beyond them is not visible, so a quote only understates it. */
export const SNAPSHOT_BIN_RADIUS = 35;

/** The number of bins by which the active bin may drift, either way, between quote and landing and stay within the arrays that the swap names. */
export const DRIFT_BINS = 10;

function isNear(id: number, activeId: number): boolean {
  return Math.abs(id - activeId) <= SNAPSHOT_BIN_RADIUS;
}

function isEmpty(bin: DlmmBin): boolean {
  return bin.x === 0n && bin.y === 0n;
}

/** The pair without the bins and bin arrays far from the active bin. */
export function nearActiveBin(pool: MeteoraDlmmPool): MeteoraDlmmPool {
  const reach = SNAPSHOT_BIN_RADIUS + DRIFT_BINS;
  const [low, high] = [binArrayIndexOf(pool.activeId - reach), binArrayIndexOf(pool.activeId + reach)];
  return {
    ...pool,
    bins: pool.bins.filter((bin) => isNear(bin.id, pool.activeId) && !isEmpty(bin)),
    binArrays: pool.binArrays.filter((index) => index >= low && index <= high),
  };
}

/** The bins of `next` that are new or changed since `previous`, and those that are empty now, ascending by id. */
function changedBins(previous: MeteoraDlmmPool, next: MeteoraDlmmPool): DlmmBin[] {
  const before = new Map(previous.bins.map((bin) => [bin.id, bin]));
  const changed: DlmmBin[] = [];
  for (const bin of next.bins) {
    const known = before.get(bin.id);
    if (known === undefined || known.x !== bin.x || known.y !== bin.y) changed.push(bin);
    before.delete(bin.id);
  }
  for (const id of before.keys()) if (isNear(id, next.activeId)) changed.push({ id, x: 0n, y: 0n });
  return changed.sort((a, b) => a.id - b.id);
}

function sameVolatility(a: MeteoraDlmmPool, b: MeteoraDlmmPool): boolean {
  const [p, q] = [a.volatility, b.volatility];
  return (
    p.volatilityAccumulator === q.volatilityAccumulator &&
    p.volatilityReference === q.volatilityReference &&
    p.indexReference === q.indexReference &&
    p.lastUpdateTimestamp === q.lastUpdateTimestamp
  );
}

function stateOf(pool: MeteoraDlmmPool, bins: readonly DlmmBin[]): DlmmState {
  return {
    kind: 'meteora-dlmm',
    pool: pool.address,
    activeId: pool.activeId,
    enabled: pool.enabled,
    volatility: { ...pool.volatility },
    bins: bins.map((bin) => [bin.id, `${bin.x}`, `${bin.y}`]),
    arrays: pool.binArrays,
  };
}

/** The state of a pair from nearActiveBin: whole without `previous`, else the changes, or undefined without changes. */
export function encodeDlmmState(pool: MeteoraDlmmPool, previous: MeteoraDlmmPool | undefined): DlmmState | undefined {
  if (previous === undefined) return stateOf(pool, pool.bins);
  const bins = changedBins(previous, pool);
  const same =
    bins.length === 0 &&
    previous.activeId === pool.activeId &&
    previous.enabled === pool.enabled &&
    previous.binArrays.join() === pool.binArrays.join() &&
    sameVolatility(previous, pool);
  return same ? undefined : stateOf(pool, bins);
}

function mergedBins(before: readonly DlmmBin[], state: DlmmState): DlmmBin[] {
  const merged = new Map(before.map((bin) => [bin.id, bin]));
  for (const [id, x, y] of state.bins) merged.set(id, { id, x: BigInt(x), y: BigInt(y) });
  return [...merged.values()]
    .filter((bin) => isNear(bin.id, state.activeId) && !isEmpty(bin))
    .sort((a, b) => a.id - b.id);
}

/** The pair of a state, applied to `previous` where it is a change. */
export function decodeDlmmState(
  { address, mintX, mintY, parameters }: ListedDlmmPool,
  state: DlmmState,
  previous: MeteoraDlmmPool | undefined,
): MeteoraDlmmPool {
  return {
    kind: 'meteora-dlmm',
    address,
    mintX,
    mintY,
    parameters,
    volatility: state.volatility,
    activeId: state.activeId,
    enabled: state.enabled,
    bins: mergedBins(previous?.bins ?? [], state),
    binArrays: state.arrays,
  };
}
