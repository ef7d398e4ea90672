import { kindRests } from './kinds/restingNames.ts';
import type { OrderView } from './orderView.ts';

const PPM = 1_000_000n;

/**
 * The quote that an execution is compared with, base units: that at acceptance, or for an order that rested, that at its trigger. Null when there was
 * none.
 */
export function comparedQuote(order: Pick<OrderView, 'type' | 'quotedOut' | 'fired'>): string | null {
  return kindRests(order.type) ? (order.fired?.quotedOut ?? null) : order.quotedOut;
}

/**
 * How much less an order received than the quote that it is compared with, parts per million of the quote (100 ppm are one basis point), rounded towards
 * zero; negative when it received more. Undefined before the execution, and without a quote.
 */
export function realisedSlippagePpm(
  order: Pick<OrderView, 'type' | 'quotedOut' | 'fired' | 'fill'>,
): number | undefined {
  const quote = comparedQuote(order);
  if (order.fill === null || quote === null) return undefined;
  return shortfallPpm({ quoted: BigInt(quote), received: BigInt(order.fill.amountOut) });
}

/** The same for two amounts, base units; undefined for a quote of zero. */
export function shortfallPpm(opts: { quoted: bigint; received: bigint }): number | undefined {
  return opts.quoted === 0n ? undefined : Number(((opts.quoted - opts.received) * PPM) / opts.quoted);
}
