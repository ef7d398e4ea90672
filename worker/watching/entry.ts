import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { FiredView, RateView } from '../../core/order/trigger/triggerTerms.ts';
import type { RateCaps } from '../../core/routing/rateCaps.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import type { RestingOrder } from '../../drizzle/restingOrders.ts';

/** A resting order in the index. */
export type Entry = {
  readonly order: RestingOrder;
  /** The best rate that was seen, of a trailing stop, and the same rounded. */
  watermark: RateView | undefined;
  watermarkRate: number;
  /** Its trigger is being committed. */
  firing: boolean;
  /** Unix ms before which its trigger does not fire. */
  notBefore: number;
};

/** What orders are looked at with. `index` is there when an order asks for it. `now`: Unix ms. */
export type Sight = {
  readonly market: Market;
  readonly caps: RateCaps;
  readonly index: IndexPrices | undefined;
  readonly now: number;
};

/** A trigger that fires, with its evidence. */
export type Fire = { readonly entry: Entry; readonly fired: FiredView };

/** True when the order waits for a quote of its minimum alone: a limit order, or one whose trigger has fired before under these terms. */
export const waitsForQuote = ({ order }: Entry): boolean => order.trigger === null || order.fired !== undefined;

/** True when the trigger of the order may fire now. */
export const mayFire = (entry: Entry, { now }: Sight): boolean => !entry.firing && entry.notBefore <= now;

/** What the whole amount of an order gets, after fees; undefined without a route. */
export function quoteOf({ order }: Entry, { market }: Sight): bigint | undefined {
  const { tokenIn, tokenOut, amountIn } = order;
  const decision = routeOnMarket({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
  return decision.kind === 'route' ? decision.route.amountOut : undefined;
}
