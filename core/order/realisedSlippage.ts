import type { OrderView } from './orderView.ts';

const PPM = 1_000_000n;

/**
 * How much less an order received than its quote at acceptance, parts per million of the quote (100 ppm are one basis point), rounded towards
 * zero; negative when it received more. Undefined before the execution, and without a quote.
 */
export function realisedSlippagePpm(order: Pick<OrderView, 'quotedOut' | 'fill'>): number | undefined {
  if (order.fill === null || order.quotedOut === null) return undefined;
  return shortfallPpm({ quoted: BigInt(order.quotedOut), received: BigInt(order.fill.amountOut) });
}

/** The same for two amounts, base units; undefined for a quote of zero. */
export function shortfallPpm(opts: { quoted: bigint; received: bigint }): number | undefined {
  return opts.quoted === 0n ? undefined : Number(((opts.quoted - opts.received) * PPM) / opts.quoted);
}
