import type { Mint } from '../../tokens/token.ts';
import type { SwapWithAccounts } from '../poolProgram.ts';
import { binArrayIndexOf } from './binArrayIndex.ts';
import type { MeteoraDlmmPool } from './dlmmPool.ts';
import { DLMM_ERRORS, refuseDlmm } from './dlmmRefusals.ts';
import { DRIFT_BINS, SNAPSHOT_BIN_RADIUS } from './dlmmState.ts';

/**
 * Indexes of the bin arrays that a swap names: the existing ones in its direction, from the active bin to the end of the snapshot, with room for
 * drift on both sides. That many bins lie in two or three arrays.
 */
export function dlmmBinArrays({ activeId, binArrays, mintX }: MeteoraDlmmPool, mintIn: Mint): readonly number[] {
  const direction = mintIn === mintX ? -1 : 1;
  const [near, far] = [activeId - direction * DRIFT_BINS, activeId + direction * (SNAPSHOT_BIN_RADIUS + DRIFT_BINS)];
  const [low, high] = [binArrayIndexOf(Math.min(near, far)), binArrayIndexOf(Math.max(near, far))];
  const named = binArrays.filter((index) => index >= low && index <= high);
  return direction === 1 ? named : named.reverse();
}

/**
 * Limits a swap to the bin arrays that its instruction names, as the program does: strictly in their order. An array that the swap does not need
 * is skipped; a missing one (undefined in `named`, or not among the pair's) fails where the swap reaches it. Throws PoolRefusal 3005, 3007.
 */
export function checkBinArrays({ before, after, mintIn, named }: SwapWithAccounts<MeteoraDlmmPool>): void {
  let at = 0;
  for (const index of arraysOnTheWay(before, after, mintIn)) {
    while (named[at] !== index) {
      if (at >= named.length)
        refuseDlmm(DLMM_ERRORS.binArrayNotNamed, `the bin array ${index} is not named in its place`);
      const other = named[at];
      if (other === undefined || !before.binArrays.includes(other)) {
        refuseDlmm(DLMM_ERRORS.binArrayNotFound, 'a bin array that is named does not exist');
      }
      at += 1;
    }
  }
}

/** The arrays with liquidity to give between the first and the last bin that a swap uses, in its direction. */
function arraysOnTheWay(before: MeteoraDlmmPool, after: MeteoraDlmmPool, mintIn: Mint): readonly number[] {
  const xForY = mintIn === before.mintX;
  const [from, to] = [before.activeId, after.activeId];
  const used = before.bins.filter(({ id, x, y }) =>
    xForY ? id <= from && id >= to && y > 0n : id >= from && id <= to && x > 0n,
  );
  const indexes = [...new Set(used.map(({ id }) => binArrayIndexOf(id)))];
  return xForY ? indexes.reverse() : indexes;
}
