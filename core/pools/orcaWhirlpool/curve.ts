import type { Mint } from '../../tokens/token.ts';
import { rangeCurve } from '../concentrated/rangeCurve.ts';
import type { PoolCurve } from '../poolCurve.ts';
import type { OrcaWhirlpoolPool } from './pool.ts';
import { quoteOnLadder } from './swap.ts';
import { TickLadder } from './tickLadder.ts';

/** An Orca Whirlpool as the router sees it. Throws like TickLadder. */
export function whirlpoolCurve(pool: OrcaWhirlpoolPool, mintIn: Mint): PoolCurve {
  const ladder = new TickLadder(pool, mintIn);
  return rangeCurve({ pool, mintIn, ladder, quote: (amountIn) => quoteOnLadder(ladder, amountIn) });
}
