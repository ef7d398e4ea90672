import type { IndexPrices } from '../../../core/market/candleSchema.ts';
import type { Market } from '../../../core/market/snapshot.ts';
import type { Rate } from '../../../core/order/trigger/rate.ts';
import { indexRate, midRate } from '../../../core/order/trigger/triggerRules.ts';
import type { TriggerSource } from '../../../core/order/trigger/triggerTerms.ts';
import type { RouteDecision } from '../../../core/routing/route.ts';
import type { OrderPair } from '../../market/typedPrice.ts';

/** The present rate of a pair by each source; undefined where there is none. */
export type Rates = Readonly<Record<TriggerSource, Rate | undefined>>;

/** The sources in words. */
export const SOURCE_WORDS = {
  mid: { name: 'Mid price', of: 'the mid price' },
  index: { name: 'Index price', of: 'the index price' },
  quote: { name: 'Quote', of: 'the quote for the whole amount' },
} as const satisfies Record<TriggerSource, unknown>;

/** As the engine's watcher would find them on this market. */
export function ratesOf(opts: {
  pair: OrderPair;
  market: Market | undefined;
  index: IndexPrices | undefined;
  decision: RouteDecision | undefined;
}): Rates {
  const { market, index, decision } = opts;
  const pair = { tokenIn: opts.pair.tokenIn.mint, tokenOut: opts.pair.tokenOut.mint };
  return {
    mid: market && midRate({ pools: market.pools, ...pair }),
    index: index && indexRate({ index, ...pair }),
    quote:
      decision?.kind === 'route'
        ? { numerator: decision.route.amountOut, denominator: decision.route.amountIn }
        : undefined,
  };
}
