import type { Mint } from '../../tokens/token.ts';
import type { RaydiumClmmPool } from './pool.ts';
import { CLMM_ERRORS, refuseClmm } from './refusals.ts';
import { NEAR_ARRAYS } from './state.ts';
import { TICKS_PER_ARRAY, tickArrayStart } from './tickMath.ts';

/** How many ticks (0.01 % each) the price may drift, either way, between quote and landing without leaving the arrays that are named. */
const DRIFT_TICKS = 30;

/** Start ticks of the arrays that hold an initialised tick, in the order in which a swap meets them. */
function existingArrays({ ticks, tickSpacing }: RaydiumClmmPool, xForY: boolean): readonly number[] {
  const starts = [...new Set(ticks.map(({ index }) => tickArrayStart(index, tickSpacing)))];
  return xForY ? starts.reverse() : starts;
}

/**
 * Start ticks of the tick arrays that a swap names: those that exist, in its direction, from the price (and some drift behind it) as far as
 * a snapshot goes.
 */
export function clmmTickArrays(pool: RaydiumClmmPool, mintIn: Mint): readonly number[] {
  const { tick, tickSpacing } = pool;
  const xForY = mintIn === pool.mintX;
  const direction = xForY ? -1 : 1;
  const near = tickArrayStart(tick - direction * DRIFT_TICKS, tickSpacing);
  const far = tickArrayStart(tick, tickSpacing) + direction * NEAR_ARRAYS * TICKS_PER_ARRAY * tickSpacing;
  const [low, high] = xForY ? [far, near] : [near, far];
  return existingArrays(pool, xForY).filter((start) => start >= low && start <= high);
}

/** The arrays that swap_internal walks from `before` to `after`: the one of the price if it exists, and those of the ticks it heads for. */
function arraysOnTheWay(before: RaydiumClmmPool, after: RaydiumClmmPool, xForY: boolean): readonly number[] {
  const { tickSpacing } = before;
  const first = tickArrayStart(before.tick, tickSpacing);
  const existing = existingArrays(before, xForY);
  // The swap heads for the first tick that it does not cross, unless it ended on a tick.
  const last = xForY
    ? before.ticks.findLast(({ index }) => index <= before.tick && index <= after.tick + 1)?.index
    : before.ticks.find(({ index }) => index > before.tick && index >= after.tick)?.index;
  if (last === undefined) return existing.filter((start) => start === first);
  const end = tickArrayStart(last, tickSpacing);
  const [low, high] = xForY ? [end, first] : [first, end];
  return existing.filter((start) => start >= low && start <= high);
}

/**
 * Holds a swap to the tick arrays that its instruction names (start ticks), as swap_internal takes them: in their order, those that do not
 * come up are skipped, and the list ends at an account that is no tick array. Throws PoolRefusal 3007 when the first one does not exist,
 * 6024 when none is the one that the swap begins in, 6023 when one is missing later.
 */
export function checkClmmTickArrays(opts: {
  readonly before: RaydiumClmmPool;
  readonly after: RaydiumClmmPool;
  readonly mintIn: Mint;
  readonly named: readonly (number | undefined)[];
}): void {
  const { before, after, mintIn, named } = opts;
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
