import { formatAmount } from '../../core/amounts/format.ts';
import { MAX_ATTEMPTS } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { clockTime } from '../ui/instant.ts';
import { FAILURE_WORDS, STATUS_WORDS } from './statusWords.ts';

/** What an order gives away: `1 SOL`. */
export function paidText(order: Pick<OrderView, 'tokenIn' | 'amountIn'>, locale: string): string {
  const { symbol, decimals } = listedToken(order.tokenIn);
  return `${formatAmount({ amount: BigInt(order.amountIn), decimals, locale })} ${symbol}`;
}

/** What an order got; of an open one, the least that it will get; of a failed one, the token it did not get. */
export function receivedText(
  order: Pick<OrderView, 'tokenOut' | 'fill' | 'minOut' | 'status'>,
  locale: string,
): string {
  const { symbol, decimals } = listedToken(order.tokenOut);
  if (order.status === 'failed') return symbol;
  const amount = BigInt(order.fill?.amountOut ?? order.minOut);
  return `${order.fill === null ? 'at least ' : ''}${formatAmount({ amount, decimals, locale })} ${symbol}`;
}

/** Attempts, waits and failures of an order in words; undefined when all goes its first way. */
export function troubleText(order: OrderView, locale: string): string | undefined {
  if (order.failure !== null) return `${FAILURE_WORDS[order.failure.code]}: ${order.failure.message}`;
  if (order.nextRunAt !== null) {
    const at = clockTime({ iso: order.nextRunAt, locale });
    return `Attempt ${order.attempt} of ${MAX_ATTEMPTS} begins at ${at}, after the one before did not succeed.`;
  }
  if (order.attempt < 2) return undefined;
  return order.status === 'confirmed'
    ? `Succeeded at attempt ${order.attempt} of ${MAX_ATTEMPTS}.`
    : `Attempt ${order.attempt} of ${MAX_ATTEMPTS}.`;
}

/** An order and where it stands, as it is announced to those who do not see it. */
export function announcement(order: OrderView, locale: string): string {
  const swap = `Swap of ${paidText(order, locale)} for ${listedToken(order.tokenOut).symbol}`;
  if (order.status === 'confirmed') return `${swap}: confirmed, received ${receivedText(order, locale)}.`;
  if (order.failure !== null) return `${swap}: failed. ${order.failure.message}`;
  return `${swap}: ${STATUS_WORDS[order.status].toLowerCase()}.`;
}
