import type { ErrorCode } from '../../core/errors/engineError.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import type { PlaceOrder } from '../../core/order/placeOrder.ts';
import { NO_ROUTE_CODES } from '../../core/routing/noRouteCode.ts';
import type { NoRouteReason } from '../../core/routing/route.ts';
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
 */
export function acceptancePrice(opts: { market: MarketSource; order: PlaceOrder }): AcceptancePrice {
  const { market, order } = opts;
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
  return { minOut, quotedOut, quoteSlot: quotedOut === undefined ? undefined : current.slot, refusal: undefined };
}
