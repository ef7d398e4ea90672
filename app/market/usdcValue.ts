import { usdcMark, valueAt } from '../../core/market/mark.ts';
import type { Pool } from '../../core/pools/all/pool.ts';
import type { Token } from '../../core/tokens/token.ts';

/** The value of an amount of base units on these pools: micro-USDC, rounded down. Undefined without a price. */
export function usdcValue(opts: { pools: readonly Pool[]; token: Token; amount: bigint }): bigint | undefined {
  const mark = usdcMark({ pools: opts.pools, mint: opts.token.mint });
  return mark === undefined ? undefined : valueAt({ amount: opts.amount, mark });
}
