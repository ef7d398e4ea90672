import type { OrderView } from '../../core/order/orderView.ts';
import type { Token } from '../../core/tokens/token.ts';
import { candleTime } from './chartCandle.ts';

/** An execution of the trader's on the chart's own pair. Amounts are base units. */
export type ChartFill = {
  readonly orderId: string;
  /** Whether the trader received the base token or paid with it. */
  readonly side: 'buy' | 'sell';
  readonly unixMs: number;
  readonly baseAmount: bigint;
  readonly quoteAmount: bigint;
};

/** The fills of orders that swapped the pair, in either direction; oldest first. */
export function fillsOf(opts: { orders: readonly OrderView[]; base: Token; quote: Token }): readonly ChartFill[] {
  const { base, quote } = opts;
  const fills: ChartFill[] = [];
  for (const { orderId, tokenIn, tokenOut, fill } of opts.orders) {
    if (fill === null) continue;
    const unixMs = Date.parse(fill.settledAt);
    const [amountIn, amountOut] = [BigInt(fill.amountIn), BigInt(fill.amountOut)];
    if (tokenOut === base.mint && tokenIn === quote.mint) {
      fills.push({ orderId, side: 'buy', unixMs, baseAmount: amountOut, quoteAmount: amountIn });
    } else if (tokenIn === base.mint && tokenOut === quote.mint) {
      fills.push({ orderId, side: 'sell', unixMs, baseAmount: amountIn, quoteAmount: amountOut });
    }
  }
  return fills.sort((a, b) => a.unixMs - b.unixMs);
}

/** The fills by the candle that they fall into. */
export function fillsByCandle(fills: readonly ChartFill[], seconds: number): ReadonlyMap<number, readonly ChartFill[]> {
  const byCandle = new Map<number, ChartFill[]>();
  for (const fill of fills) {
    const time = candleTime(fill.unixMs, seconds);
    const there = byCandle.get(time);
    if (there === undefined) byCandle.set(time, [fill]);
    else there.push(fill);
  }
  return byCandle;
}
