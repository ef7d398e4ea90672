import type { Pool } from '../pools/all/pool.ts';
import { type Mint, openTokens, USDC } from '../tokens/token.ts';
import { midPrice } from './midPrice.ts';

/** A token's worth: micro-USDC of MARK_UNITS base units. An integer, so that what was valued once is valued the same ever after. */
export type Mark = bigint & { readonly __brand: 'Mark' };

/** So many base units a mark values: enough digits for the cheapest token. */
const MARK_UNITS = 10n ** 12n;

/**
 * A token's mark on the pools of one moment: the mid price in USDC between all pools of the pair, before fees, through SOL where no pool joins the
 * token and USDC; rounded down. USDC is worth itself. Undefined where pools give no price.
 */
export function usdcMark(opts: { pools: readonly Pool[]; mint: Mint }): Mark | undefined {
  if (opts.mint === USDC.mint) return MARK_UNITS as Mark;
  const price = midPrice({ pools: opts.pools, base: opts.mint, quote: USDC.mint });
  return price === undefined ? undefined : (((MARK_UNITS * price.numerator) / price.denominator) as Mark);
}

/** What an amount of base units is worth at a mark, micro-USDC, rounded down. */
export function valueAt(opts: { amount: bigint; mark: Mark }): bigint {
  return (opts.amount * opts.mark) / MARK_UNITS;
}

/** The marks of every listed token that has one, as decimal strings by mint: the form in which they are stored. */
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
