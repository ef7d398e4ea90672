import { formatAmountForInput } from '../../../core/amounts/format.ts';
import { leastOut, priceOfRate, roundPrice } from '../../market/typedPrice.ts';
import { amountIn, Obstacle, priceIn } from './readEntry.ts';
import type { Entry } from './restingKind.ts';

/** The least output of a limit order, base units: as typed, or exactly that of the typed price, rounded up to a whole unit. `asked`: see priceIn. */
export function leastOf(entry: Entry, asked?: string): bigint {
  if (entry.state.prices.total !== undefined) return amountIn(entry, 'total');
  return leastOut(priceIn(entry, 'limit', asked), entry.amountIn);
}

/** The texts of a limit order's price and total: one as typed, the other as it follows; empty while it does not. */
export function limitTexts(
  entry: Entry | undefined,
  typed: Entry['state']['prices'],
): { price: string; total: string } {
  const { limit: price = '', total } = typed;
  const least = entry === undefined ? undefined : unlessObstacle(() => leastOf(entry));
  if (entry === undefined || least === undefined)
    return { price: total === undefined ? price : '', total: total ?? '' };
  const { pair, locale } = entry;
  if (total === undefined) {
    return { price, total: formatAmountForInput({ amount: least, decimals: pair.tokenOut.decimals, locale }) };
  }
  const rate = { numerator: least, denominator: entry.amountIn };
  return { price: roundPrice({ price: priceOfRate(rate, pair), pair, locale }), total };
}

function unlessObstacle<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Obstacle) return undefined;
    throw error;
  }
}
