import type { Pool } from '../../core/pools/pool.ts';
import { type Token, USDC } from '../../core/tokens/token.ts';
import { midPrice } from './midPrice.ts';

/** What an amount of base units is worth between both venues, before fees: micro-USDC, rounded down. Undefined without a price. */
export function usdcValue(opts: { pools: readonly Pool[]; token: Token; amount: bigint }): bigint | undefined {
  const { pools, token, amount } = opts;
  if (token === USDC) return amount;
  const price = midPrice({ pools, base: token.mint, quote: USDC.mint });
  return price === undefined ? undefined : (amount * price.numerator) / price.denominator;
}
