import type { Mint } from '../../tokens/token.ts';
import type { SwapWithAccounts } from '../poolProgram.ts';
import type { RaydiumClmmPool } from './pool.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';
import { tickArrayStart } from './tickMath.ts';

/** The number of ticks (0.01 % each) that the price may drift, either way, between quote and landing without leaving the named arrays. */
const DRIFT_TICKS = 10;

type Ticks = Pick<RaydiumClmmPool, 'ticks' | 'tickSpacing'>;

/** Start ticks of the existing arrays (those with an initialised tick), in the order in which a swap passes them. */
export function existingArrays({ ticks, tickSpacing }: Ticks, xForY: boolean): readonly number[] {
  const starts = [...new Set(ticks.map(({ index }) => tickArrayStart(index, tickSpacing)))];
  return xForY ? starts.reverse() : starts;
}

/** The arrays that the price may have drifted into. */
function inDrift({ tick, tickSpacing }: RaydiumClmmPool): ReadonlySet<number> {
  return new Set([-DRIFT_TICKS, 0, DRIFT_TICKS].map((drift) => tickArrayStart(tick + drift, tickSpacing)));
}

/**
 * Start ticks of the arrays in a snapshot, ascending: the price's own and the next existing one to either side, without the one on the far side
 * where the price may drift into the near one. So a swap never has to name more than two, and a snapshot shows no liquidity that a swap does not
 * name.
 */
export function nearArrays(pool: RaydiumClmmPool): readonly number[] {
  const own = tickArrayStart(pool.tick, pool.tickSpacing);
  const existing = existingArrays(pool, false);
  const below = existing.findLast((start) => start < own);
  const above = existing.find((start) => start > own);
  const exists = existing.includes(own);
  const drift = inDrift(pool);
  const carried = [
    exists && above !== undefined && drift.has(above) ? undefined : below,
    exists ? own : undefined,
    exists && below !== undefined && drift.has(below) ? undefined : above,
  ];
  return carried.filter((start) => start !== undefined);
}

/**
 * Start ticks of the tick arrays that a swap names, in its direction: of those near the price, the ones ahead, and the ones that drift may put
 * ahead.
 */
export function clmmTickArrays(pool: RaydiumClmmPool, mintIn: Mint): readonly number[] {
  const xForY = mintIn === pool.mintX;
  const own = tickArrayStart(pool.tick, pool.tickSpacing);
  const drift = inDrift(pool);
  const named = nearArrays(pool).filter((start) => (xForY ? start <= own : start >= own) || drift.has(start));
  return xForY ? named.reverse() : named;
}

/** The arrays that swap_internal passes from `before` to `after`: the one of the price if it exists, and those of the next ticks. */
function arraysOnTheWay(before: RaydiumClmmPool, after: RaydiumClmmPool, xForY: boolean): readonly number[] {
  const { tickSpacing } = before;
  const first = tickArrayStart(before.tick, tickSpacing);
  const existing = existingArrays(before, xForY);
  // The next tick is the first one that the swap does not cross, unless the swap ended on a tick.
  const last = xForY
    ? before.ticks.findLast(({ index }) => index <= before.tick && index <= after.tick + 1)?.index
    : before.ticks.find(({ index }) => index > before.tick && index >= after.tick)?.index;
  if (last === undefined) return existing.filter((start) => start === first);
  const end = tickArrayStart(last, tickSpacing);
  const [low, high] = xForY ? [end, first] : [first, end];
  return existing.filter((start) => start >= low && start <= high);
}

/**
 * Limits a swap to the tick arrays that its instruction names (by start tick), as swap_internal does: in their order, skipping those that the swap
 * does not need, up to the first account that is no tick array. Throws PoolRefusal 3007 when the first one does not exist, 6024 when the array in
 * which the swap begins is not named, 6023 when a later one is missing.
 */
export function checkClmmTickArrays({ before, after, mintIn, named }: SwapWithAccounts<RaydiumClmmPool>): void {
  const xForY = mintIn === before.mintX;
  const existing = new Set(existingArrays(before, xForY));
  const missing = named.findIndex((start) => start === undefined || !existing.has(start));
  if (missing === 0 || named.length === 0) {
    refuseClmm(CLMM_ERRORS.tickArrayNotFound, 'the first tick array that is named does not exist');
  }
  const taken = missing === -1 ? named : named.slice(0, missing);
  let at = 0;
  for (const [place, start] of arraysOnTheWay(before, after, xForY).entries()) {
    while (at < taken.length && taken[at] !== start) at += 1;
    if (at < taken.length) continue;
    const code = place === 0 ? CLMM_ERRORS.wrongFirstTickArray : CLMM_ERRORS.tickArrayNotNamed;
    refuseClmm(code, `the tick array ${start} is not named in its place`);
  }
}
