import type { Mint } from '../../tokens/token.ts';
import type { PoolCurve } from '../poolCurve.ts';
import type { Pool, SwapClock } from './pool.ts';
import { mathOf } from './poolMaths.ts';

type Known = { readonly unixSeconds: number; readonly curve: PoolCurve };

/** Of each state of a pool, by the token that goes in, at the second that was asked for last. */
const known = new WeakMap<Pool, Map<Mint, Known>>();

/**
 * The curve of a pool's state. Many amounts are quoted on one snapshot, and the bins or ticks that one quote has walked the next one need not.
 * Throws PoolRefusal where the kind's curve does.
 */
export function curveOf(opts: { readonly pool: Pool; readonly mintIn: Mint; readonly clock: SwapClock }): PoolCurve {
  const { pool, mintIn } = opts;
  const { unixSeconds } = opts.clock;
  const ofPool = known.get(pool) ?? new Map<Mint, Known>();
  const last = ofPool.get(mintIn);
  if (last?.unixSeconds === unixSeconds) return last.curve;
  const curve = mathOf(pool).curve(opts);
  known.set(pool, ofPool.set(mintIn, { unixSeconds, curve }));
  return curve;
}
