import { formatAmount } from '../../core/amounts/format.ts';
import { priceText } from '../market/midPrice.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import type { ChartFill } from './chartFill.ts';

const WORDS = { buy: 'Buy', sell: 'Sell' } as const;

/** A fill in words: `Buy 1.5 SOL at 150.12`. */
export function fillText(opts: { fill: ChartFill; pair: ChosenPair; locale: string }): string {
  const { fill, pair, locale } = opts;
  const amount = formatAmount({
    amount: fill.baseAmount,
    decimals: pair.base.decimals,
    locale,
    maxFractionDigits: 4,
  });
  const ratio = { numerator: fill.quoteAmount, denominator: fill.baseAmount };
  const price = fill.baseAmount === 0n ? '' : ` at ${priceText({ ratio, ...pair, locale })}`;
  return `${WORDS[fill.side]} ${amount} ${pair.base.symbol}${price}`;
}

/** The text of a marker on the chart: the fills of one candle and side. */
export function markerText(side: ChartFill['side'], count: number): string {
  return count === 1 ? WORDS[side] : `${WORDS[side]} ×${count}`;
}
