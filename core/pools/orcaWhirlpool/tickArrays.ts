import type { Mint } from '../../tokens/token.ts';
import type { SwapWithAccounts } from '../poolProgram.ts';
import type { OrcaWhirlpoolPool } from './pool.ts';
import { refuse } from './refusals.ts';
import { MAX_TICK, MIN_TICK, sqrtPriceOfTick } from './tickMath.ts';

/** The number of ticks in one tick array account, and the maximum number of arrays that one swap uses. */
export const TICK_ARRAY_SIZE = 88;
export const ARRAYS_PER_SWAP = 3;

const ticksInArray = (tickSpacing: number) => TICK_ARRAY_SIZE * tickSpacing;

/** The first tick of the array that holds a tick. */
export function arrayStart(tick: number, tickSpacing: number): number {
  const size = ticksInArray(tickSpacing);
  return Math.floor(tick / size) * size;
}

function isValidStart(start: number, tickSpacing: number): boolean {
  return start >= arrayStart(MIN_TICK, tickSpacing) && start <= MAX_TICK;
}

type At = { readonly tick: number; readonly tickSpacing: number };

/**
 * The first ticks of the arrays that a swap from this price uses, nearest first (sparse_swap.rs, get_start_tick_indexes). Upwards, the
 * array of the price is left out when no tick above the price is in it. The program accepts arrays that do not exist as empty ones.
 */
export function swapArrayStarts(pool: At, aToB: boolean): readonly number[] {
  const { tick, tickSpacing } = pool;
  const size = ticksInArray(tickSpacing);
  const base = arrayStart(tick, tickSpacing);
  const first = !aToB && tick + tickSpacing >= base + size ? base + size : base;
  return Array.from({ length: ARRAYS_PER_SWAP }, (_, i) => first + (aToB ? -i : i) * size).filter((start) =>
    isValidStart(start, tickSpacing),
  );
}

/**
 * The first ticks of the arrays that a swap names: of those that it may use, the ones up to the last initialised tick in its direction, after
 * which there is no liquidity. Each array that is left out saves a transaction 32 bytes.
 */
export function whirlpoolTickArrays(pool: OrcaWhirlpoolPool, mintIn: Mint): readonly number[] {
  const aToB = mintIn === pool.mintX;
  const end = arrayStart(pool.ticks.at(aToB ? 0 : -1)?.index ?? pool.tick, pool.tickSpacing);
  return swapArrayStarts(pool, aToB).filter((start, i) => i === 0 || (aToB ? start >= end : start <= end));
}

/** The furthest tick of a swap through these arrays: the edge of the last one, or the last tick of all. */
export function lastTickOf(starts: readonly number[], tickSpacing: number, aToB: boolean): number {
  const last = starts[starts.length - 1] ?? 0;
  return aToB ? Math.max(last, MIN_TICK) : Math.min(last + ticksInArray(tickSpacing) - 1, MAX_TICK);
}

/**
 * Whether a swap that reached a tick has used up these arrays. Upwards this is true already at the last usable tick of the last array, since the
 * program then requires the next array (swap_manager.rs).
 */
export function usesUp(opts: { starts: readonly number[]; tickSpacing: number; aToB: boolean; tick: number }): boolean {
  const last = opts.starts[opts.starts.length - 1] ?? 0;
  return opts.aToB ? opts.tick <= last : opts.tick >= last + (TICK_ARRAY_SIZE - 1) * opts.tickSpacing;
}

/** The lowest and highest tick that any swap from this price can reach. */
export function reachableTicks(pool: At): { readonly low: number; readonly high: number } {
  const [down, up] = [swapArrayStarts(pool, true), swapArrayStarts(pool, false)];
  return {
    low: lastTickOf(down, pool.tickSpacing, true),
    high: up.length === 0 ? MAX_TICK : lastTickOf(up, pool.tickSpacing, false),
  };
}

/** The first ticks of all arrays that any swap may name while the price stays between the lowest and the highest of these ticks, ascending. */
export function arraysInReach({
  ticks,
  tickSpacing,
}: Pick<OrcaWhirlpoolPool, 'ticks' | 'tickSpacing'>): readonly number[] {
  const [lowest, highest] = [ticks[0]?.index, ticks.at(-1)?.index];
  if (lowest === undefined || highest === undefined) return [];
  const size = ticksInArray(tickSpacing);
  // A price that fell exactly to a tick lies below it.
  const down = swapArrayStarts({ tick: lowest - 1, tickSpacing }, true);
  const up = swapArrayStarts({ tick: highest, tickSpacing }, false);
  const [from, to] = [Math.min(...down), Math.max(...up)];
  return Array.from({ length: (to - from) / size + 1 }, (_, i) => from + i * size);
}

/** The highest √price at which a swap upwards through these arrays can end: an initialised tick in the last usable place ends it. */
function highestPrice({ ticks, tickSpacing }: OrcaWhirlpoolPool, starts: readonly number[]): bigint {
  const tick = ticks.find(({ index }) => usesUp({ starts, tickSpacing, aToB: false, tick: index }))?.index;
  const edge = lastTickOf(starts, tickSpacing, false);
  return sqrtPriceOfTick(tick === undefined ? edge : Math.min(tick, edge));
}

/**
 * Limits a swap to the tick arrays that its instruction names (by first tick), as the program does (sparse_swap.rs): named in any order; of the
 * arrays in its direction, nearest first, the swap uses those up to the first one that is not named. Throws PoolRefusal 6023 when the nearest one
 * is not named, 6038 when the swap continues beyond the last one.
 */
export function checkTickArrays({ before, after, mintIn, named }: SwapWithAccounts<OrcaWhirlpoolPool>): void {
  const aToB = mintIn === before.mintX;
  const wanted = swapArrayStarts(before, aToB);
  const missing = wanted.findIndex((start) => !named.includes(start));
  if (missing === -1) return;
  if (missing === 0) refuse('InvalidTickArraySequence', 'the tick array that the swap begins in is not named');
  const starts = wanted.slice(0, missing);
  const beyond = aToB
    ? after.sqrtPrice < sqrtPriceOfTick(lastTickOf(starts, before.tickSpacing, true))
    : after.sqrtPrice > highestPrice(before, starts);
  if (beyond) refuse('TickArraySequenceInvalidIndex', 'the swap goes on behind the tick arrays that are named');
}
