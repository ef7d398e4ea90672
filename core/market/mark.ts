import type { Pool } from '../pools/all/pool.ts';
import { type Mint, openTokens, USDC } from '../tokens/token.ts';
import { midPrice } from './midPrice.ts';

/** A token's value: micro-USDC per MARK_UNITS base units. An integer, so that a stored valuation never changes. */
export type Mark = bigint & { readonly __brand: 'Mark' };

/** The number of base units that a mark values: enough digits for the cheapest token. */
const MARK_UNITS = 10n ** 12n;

/**
 * A token's mark on the pools of one moment: the mean mid price in USDC over all pools of the pair, before fees, or through SOL when no pool
 * connects the token and USDC; rounded down. USDC is its own value. Undefined when pools give no price.
 */
export function usdcMark(opts: { pools: readonly Pool[]; mint: Mint }): Mark | undefined {
  if (opts.mint === USDC.mint) return MARK_UNITS as Mark;
  const price = midPrice({ pools: opts.pools, base: opts.mint, quote: USDC.mint });
  return price === undefined ? undefined : (((MARK_UNITS * price.numerator) / price.denominator) as Mark);
}

/** The value of an amount of base units at a mark, micro-USDC, rounded down. */
export function valueAt(opts: { amount: bigint; mark: Mark }): bigint {
  return (opts.amount * opts.mark) / MARK_UNITS;
}

/** The marks of all listed tokens that have one, as decimal strings by mint: the stored form. */
export function marksJson(pools: readonly Pool[]): Readonly<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const { mint } of openTokens()) {
    const mark = usdcMark({ pools, mint });
    if (mark !== undefined) marks[mint] = mark.toString();
  }
  return marks;
}

/** A stored mark; undefined where none was stored. */
export function storedMark(marks: Readonly<Record<string, string>> | null, mint: string): Mark | undefined {
  const text = marks?.[mint];
  return text === undefined ? undefined : (BigInt(text) as Mark);
}
