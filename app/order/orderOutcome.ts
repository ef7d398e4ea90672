import { formatAmount } from '../../core/amounts/format.ts';
import { phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { waitingText } from '../resting/restingWords.ts';
import { isResting, KIND_WORDS, kindRests } from '../resting/rests.ts';
import { statusWord } from './statusWords.ts';

/** The input of an order: `1 SOL`. */
export function paidText(order: Pick<OrderView, 'tokenIn' | 'amountIn'>, locale: string): string {
  const { symbol, decimals } = shownToken(order.tokenIn);
  return `${formatAmount({ amount: BigInt(order.amountIn), decimals, locale })} ${symbol}`;
}

/** The output of an order; for an open one, the minimum output; for a failed one, only the token. */
export function receivedText(
  order: Pick<OrderView, 'tokenOut' | 'fill' | 'minOut' | 'status'>,
  locale: string,
): string {
  const { symbol, decimals } = shownToken(order.tokenOut);
  if (phaseOf(order.status) === 'ended') return symbol;
  const amount = BigInt(order.fill?.amountOut ?? order.minOut);
  return `${order.fill === null ? 'at least ' : ''}${formatAmount({ amount, decimals, locale })} ${symbol}`;
}

/** What an order swaps: `1 SOL to USDC`. */
export function swapText(order: Pick<OrderView, 'tokenIn' | 'tokenOut' | 'amountIn'>, locale: string): string {
  return `${paidText(order, locale)} to ${shownToken(order.tokenOut).symbol}`;
}

/** An order with its status, as announced to screen readers. */
export function announcement(order: OrderView, locale: string): string {
  const status = statusWord(order).toLowerCase();
  const kind = kindRests(order) ? `, ${KIND_WORDS[order.type]}` : '';
  const swap = `Swap of ${paidText(order, locale)} for ${shownToken(order.tokenOut).symbol}${kind}`;
  if (isResting(order)) return `${swap}: ${waitingText(order, locale)}.`;
  if (phaseOf(order.status) === 'done') return `${swap}: ${status}, received ${receivedText(order, locale)}.`;
  if (order.failure !== null) return `${swap}: ${status}. ${order.failure.message}`;
  return `${swap}: ${status}.`;
}
