import type { ErrorCode } from '../../core/errors/engineError.ts';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import type { PlaceOrder } from '../../core/order/placeOrder.ts';
import { type Rate, rateView } from '../../core/order/trigger/rate.ts';
import { conditionMet, indexRate, inOrder, midRate } from '../../core/order/trigger/triggerRules.ts';
import type { TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { NO_ROUTE_CODES } from '../../core/routing/noRouteCode.ts';
import type { NoRouteReason, RouteDecision } from '../../core/routing/route.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { isOpenToken } from '../../core/tokens/token.ts';
import type { MarketSource } from '../market/marketSource.ts';

/** The quote and bound of an order at acceptance, or why it is refused. Base units of the output token. */
export type AcceptancePrice = {
  readonly minOut: bigint;
  readonly quotedOut: bigint | undefined;
  readonly quoteSlot: number | undefined;
  readonly refusal: ErrorCode | undefined;
};

/** True when pools connect the two tokens, so that they may fill the amount later. */
function mayFillLater(reason: NoRouteReason): boolean {
  return reason === 'not-enough-liquidity' || reason === 'refused';
}

/**
 * Prices an order at acceptance. The order's kind determines the bound: for a market order it is the trader's own `minOut`, or the quote of a
 * fresh market less the slippage.
 *
 * Refuses every order with CHAIN_CHANGED while the chain is not the one that the engine trades on.
 *
 * Refuses a withdrawn token like one that was never listed: UNKNOWN_TOKEN.
 *
 * Without a quote there is no base for the slippage, so an order without its own bound is refused: with MARKET_UNAVAILABLE when the market is
 * stale, with the code of the reason (NO_ROUTE_CODES) when it is fresh and no route fills the order. An order with its own bound is protected,
 * and every attempt quotes again, so it is accepted without a quote as long as the last known pools connect the two tokens (liquidity may return
 * while it is valid). It is refused when no pools connect them, or when the amount is too small to buy anything: waiting would not help.
 *
 * A trigger is refused with TP_NOT_ABOVE_SL when its take profit is not above its stop, with TRIGGER_WOULD_FIRE when the present rate meets it, and with
 * MARKET_UNAVAILABLE when the rate that it watches is not known now. `index`: the present index prices, for a trigger that watches them.
 */
export function acceptancePrice(opts: {
  market: MarketSource;
  order: PlaceOrder;
  index: IndexPrices | undefined;
}): AcceptancePrice {
  const { market, order, index } = opts;
  const kind = orderKind(order.type);
  const refused = (refusal: ErrorCode): AcceptancePrice => ({
    minOut: kind.bound(order, undefined) ?? 1n,
    quotedOut: undefined,
    quoteSlot: undefined,
    refusal,
  });
  if (market.problem() !== undefined) return refused('CHAIN_CHANGED');
  // Checked after the idempotency key, not with the input: a repeated request returns its order even if the token was withdrawn since.
  if (![order.tokenIn, order.tokenOut].every(isOpenToken)) return refused('UNKNOWN_TOKEN');
  const trigger = kind.trigger(order);
  if (trigger !== null && !inOrder(trigger)) return refused('TP_NOT_ABOVE_SL');
  const current = market.current();
  if (current === undefined) return refused('MARKET_UNAVAILABLE');
  const decision = routeOnMarket({
    market: current,
    mintIn: order.tokenIn,
    mintOut: order.tokenOut,
    amountIn: order.amountIn,
  });
  const fresh = market.isFresh();
  const quotedOut = fresh && decision.kind === 'route' ? decision.route.amountOut : undefined;
  const minOut = kind.bound(order, quotedOut);
  if (minOut === undefined && !fresh) return refused('MARKET_UNAVAILABLE');
  if (decision.kind === 'no-route' && (minOut === undefined || !mayFillLater(decision.reason)))
    return refused(NO_ROUTE_CODES[decision.reason]);
  if (minOut === undefined) return refused('MARKET_UNAVAILABLE');
  const misplaced =
    trigger === null
      ? undefined
      : triggerRefusal({ trigger, order, decision, index, market: fresh ? current : undefined });
  if (misplaced !== undefined) return refused(misplaced);
  return { minOut, quotedOut, quoteSlot: quotedOut === undefined ? undefined : current.slot, refusal: undefined };
}

/** What a trigger is judged by: the order, its route, a fresh market, and the index prices; undefined what is not known. */
type Judged = {
  readonly trigger: TriggerTerms;
  readonly order: PlaceOrder;
  readonly decision: RouteDecision;
  readonly market: Market | undefined;
  readonly index: IndexPrices | undefined;
};

/** Why a trigger can't rest now: it would fire at once, or the rate that it watches is not known. */
function triggerRefusal(judged: Judged): ErrorCode | undefined {
  const { trigger, decision, market } = judged;
  if (market === undefined) return 'MARKET_UNAVAILABLE';
  const rate = presentRate(judged, market);
  if (rate === undefined)
    return trigger.source === 'quote' && decision.kind === 'no-route'
      ? NO_ROUTE_CODES[decision.reason]
      : 'MARKET_UNAVAILABLE';
  // A trailing stop begins at this rate.
  return conditionMet(trigger, rate, rateView(rate)) === undefined ? undefined : 'TRIGGER_WOULD_FIRE';
}

/** The rate that a trigger watches, at present. */
function presentRate({ trigger, order, decision, index }: Judged, { pools }: Market): Rate | undefined {
  switch (trigger.source) {
    case 'mid':
      return midRate({ ...order, pools });
    case 'index':
      return index === undefined ? undefined : indexRate({ ...order, index });
    case 'quote':
      return decision.kind === 'route'
        ? { numerator: decision.route.amountOut, denominator: order.amountIn }
        : undefined;
  }
}
