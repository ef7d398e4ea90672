import { formatAmountForInput } from '../../core/amounts/format.ts';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import { type OrderPair, priceForInput, reversed } from '../market/typedPrice.ts';
import type { TypedPrices } from './ticketState.ts';

/** The prices of a request as its trader typed them. */
export function pricesOf(opts: { request: PlaceOrderRequest; pair: OrderPair; locale: string }): TypedPrices {
  const { request, pair, locale } = opts;
  const { minOut, type } = request;
  const triggerPair = type === 'bracket' ? reversed(pair) : pair;
  const least =
    minOut === undefined
      ? undefined
      : formatAmountForInput({ amount: BigInt(minOut), decimals: pair.tokenOut.decimals, locale });
  return {
    ...(type === 'limit' || type === 'bracket'
      ? { total: least }
      : type !== 'market' && type !== undefined && { floor: least }),
    ...('stopPrice' in request && { stop: priceForInput({ rate: request.stopPrice, pair: triggerPair, locale }) }),
    ...('takeProfitPrice' in request && {
      takeProfit: priceForInput({ rate: request.takeProfitPrice, pair: triggerPair, locale }),
    }),
  };
}
