import type { OrderView } from '../../core/order/orderView.ts';

const PPM = 1_000_000n;

/** How much less was received than quoted at acceptance, parts per million of the quote; negative when it was more. Undefined without fill or quote. */
export function realisedSlippagePpm({ fill, quotedOut }: Pick<OrderView, 'fill' | 'quotedOut'>): number | undefined {
  if (fill === null || quotedOut === null || quotedOut === '0') return undefined;
  const quoted = BigInt(quotedOut);
  return Number(((quoted - BigInt(fill.amountOut)) * PPM) / quoted);
}
