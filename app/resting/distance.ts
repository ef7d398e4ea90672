import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { compareRates, type Rate } from '../../core/order/trigger/rate.ts';
import { indexRate, midRate } from '../../core/order/trigger/triggerRules.ts';
import type { TriggerSource } from '../../core/order/trigger/triggerTerms.ts';
import { shownToken } from '../../core/tokens/token.ts';
import type { MarketMath } from '../live/marketMath.ts';
import { deviationPpm } from '../market/midPrice.ts';
import { priceOfRate } from '../market/typedPrice.ts';
import { marketOf } from './marketPrice.ts';
import { type RestingPrice, type RestingTerms, restingPrices } from './restingPrices.ts';

/** The rate that an order watches now; `no route` when the pools do not fill its whole amount. */
export type RateNow = Rate | 'no route';

/** The source of the rate that an order watches. A limit, and the worst price after a trigger, watch what the whole amount would get. */
export function sourceOf({ trigger, fired }: Pick<RestingTerms, 'trigger' | 'fired'>): TriggerSource {
  return trigger === null || fired !== null ? 'quote' : trigger.source;
}

/** The rate that an order watches, on the market that the page has; undefined while there is none. */
export function rateNow(opts: {
  order: RestingTerms;
  market: Market | undefined;
  index: IndexPrices | undefined;
  route: MarketMath['routeOnMarket'] | undefined;
}): RateNow | undefined {
  const { order, market, index, route } = opts;
  const [tokenIn, tokenOut] = [shownToken(order.tokenIn).mint, shownToken(order.tokenOut).mint];
  switch (sourceOf(order)) {
    case 'mid':
      return market === undefined ? undefined : midRate({ pools: market.pools, tokenIn, tokenOut });
    case 'index':
      return index === undefined ? undefined : indexRate({ index, tokenIn, tokenOut });
    case 'quote': {
      if (market === undefined || route === undefined) return undefined;
      const amountIn = BigInt(order.amountIn);
      const decision = route({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
      return decision.kind === 'route' ? { numerator: decision.route.amountOut, denominator: amountIn } : 'no route';
    }
  }
}

/** How far the market is from a price: parts per million of the present price, 0 or more. */
export type PriceDistance = RestingPrice & { readonly ppm: number; readonly isReached: boolean };

/** The distances of all prices that an order waits for. */
export function distancesOf(order: RestingTerms, now: Rate): readonly PriceDistance[] {
  const market = marketOf(order);
  return restingPrices(order).map((price) => {
    const order = compareRates(now, price.rate);
    return {
      ...price,
      ppm: Math.abs(deviationPpm(priceOfRate(price.rate, market), priceOfRate(now, market))),
      isReached: price.role === 'stop' ? order <= 0 : order >= 0,
    };
  });
}
