import { phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { comparedQuote } from '../../core/order/realisedSlippage.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { asMarket, priceText } from '../market/midPrice.ts';

/** The order's price, or the price of its quote, in the market's direction: `150.123` and `USDC per SOL`. Undefined without either. */
export function orderPrice(
  order: Pick<OrderView, 'tokenIn' | 'tokenOut' | 'amountIn' | 'fill' | 'quotedOut' | 'status' | 'type' | 'fired'>,
  locale: string,
): { text: string; unit: string; isExpected: boolean } | undefined {
  const out = order.fill?.amountOut ?? comparedQuote(order);
  if (out === null || phaseOf(order.status) === 'ended') return undefined;
  const [paid, received] = [shownToken(order.tokenIn), shownToken(order.tokenOut)];
  const { base, quote } = asMarket(paid, received);
  const [amountIn, amountOut] = [BigInt(order.fill?.amountIn ?? order.amountIn), BigInt(out)];
  const ratio =
    base === paid ? { numerator: amountOut, denominator: amountIn } : { numerator: amountIn, denominator: amountOut };
  if (ratio.denominator === 0n) return undefined;
  return {
    text: priceText({ ratio, base, quote, locale, significantDigits: 5 }),
    unit: `${quote.symbol} per ${base.symbol}`,
    isExpected: order.fill === null,
  };
}
