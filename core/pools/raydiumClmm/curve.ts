import type { Mint } from '../../tokens/token.ts';
import { rangeCurve } from '../concentrated/rangeCurve.ts';
import type { SwapClock } from '../poolBase.ts';
import type { PoolCurve } from '../poolCurve.ts';
import type { RaydiumClmmPool } from './pool.ts';
import { quoteClmmExactIn } from './swap.ts';
import { ClmmLadder } from './tickLadder.ts';

/** A Raydium CLMM pool as the router sees it. Throws PoolRefusal 2505 before the pool is open, 6000 when swaps are disabled. */
export function clmmCurve(pool: RaydiumClmmPool, mintIn: Mint, clock: SwapClock): PoolCurve {
  const ladder = new ClmmLadder({ pool, mintIn, clock });
  return rangeCurve({ pool, mintIn, ladder, quote: (amountIn) => quoteClmmExactIn(ladder, amountIn) });
}
