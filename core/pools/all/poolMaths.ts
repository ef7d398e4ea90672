import { meteoraDammV2Math } from '../meteoraDammV2/math.ts';
import { meteoraDlmmMath } from '../meteoraDlmm/math.ts';
import { orcaWhirlpoolMath } from '../orcaWhirlpool/math.ts';
import type { PoolBase } from '../poolBase.ts';
import type { PoolMath } from '../poolMath.ts';
import { raydiumClmmMath } from '../raydiumClmm/math.ts';
import { raydiumCpmmMath } from '../raydiumCpmm/math.ts';

/** The mathematics of every kind in POOL_KINDS. */
export const POOL_MATHS = [
  raydiumCpmmMath,
  meteoraDlmmMath,
  orcaWhirlpoolMath,
  raydiumClmmMath,
  meteoraDammV2Math,
] as const;

const byKind = new Map<string, PoolMath>(POOL_MATHS.map((math) => [math.name, math]));

/** The mathematics of a pool, a listed pool or a state. Throws RangeError for a kind that this engine does not know. */
export function mathOf(pool: Pick<PoolBase, 'kind'>): PoolMath {
  const math = byKind.get(pool.kind);
  if (math === undefined) throw new RangeError(`no kind of pool is called ${pool.kind}`);
  return math;
}
