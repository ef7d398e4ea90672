import type { OrderView } from '../../core/order/orderView.ts';
import { comparedQuote } from '../resting/restingWords.ts';

const PPM = 1_000_000n;

/**
 * How much less was received than quoted at acceptance (at the trigger of an order that rested), parts per million of the quote; negative when it was
 * more. Undefined without fill or quote.
 */
export function realisedSlippagePpm(
  order: Pick<OrderView, 'fill' | 'quotedOut' | 'fired' | 'type'>,
): number | undefined {
  const quote = comparedQuote(order);
  if (order.fill === null || quote === null || quote === '0') return undefined;
  const quoted = BigInt(quote);
  return Number(((quoted - BigInt(order.fill.amountOut)) * PPM) / quoted);
}
