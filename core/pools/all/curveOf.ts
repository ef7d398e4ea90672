import type { Mint } from '../../tokens/token.ts';
import type { PoolCurve } from '../poolCurve.ts';
import type { Pool, SwapClock } from './pool.ts';
import { mathOf } from './poolMaths.ts';

type Known = { readonly unixSeconds: number; readonly curve: PoolCurve };

/** Curves per state of a pool and input token, for the last requested second. */
const known = new WeakMap<Pool, Map<Mint, Known>>();

/**
 * The curve of a pool's state. It is cached, because many amounts are quoted on one snapshot, and a later quote need not walk the same bins or
 * ticks again. Throws PoolRefusal where the kind's curve does.
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
