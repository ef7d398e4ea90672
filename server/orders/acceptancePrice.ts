import type { ErrorCode } from '../../core/errors/engineError.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import type { PlaceOrder } from '../../core/order/placeOrder.ts';
import { NO_ROUTE_CODES } from '../../core/routing/noRouteCode.ts';
import type { NoRouteReason } from '../../core/routing/route.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { isOpenToken } from '../../core/tokens/token.ts';
import type { MarketSource } from '../market/marketSource.ts';

/** What an order is accepted at, or why it can't be. Base units of the output token. */
export type AcceptancePrice = {
  readonly minOut: bigint;
  readonly quotedOut: bigint | undefined;
  readonly quoteSlot: number | undefined;
  readonly refusal: ErrorCode | undefined;
};

/** True when pools join the two tokens, so that they may fill the amount later. */
function mayFillLater(reason: NoRouteReason): boolean {
  return reason === 'not-enough-liquidity' || reason === 'refused';
}

/**
 * Prices an order at acceptance. What the bound is follows from the order's kind: of a market order the trader's own `minOut`, or the quote of a fresh
 * market less the slippage.
 *
 * While another chain answers than the one that the engine trades on, every order is refused: CHAIN_CHANGED.
 *
 * A token that was withdrawn is refused as one that was never listed: UNKNOWN_TOKEN.
 *
 * Without a quote there is nothing to take the slippage from, so an order without a bound of its own is refused: MARKET_UNAVAILABLE when the
 * market is stale, the code of the reason (NO_ROUTE_CODES) when it is fresh and fills nothing. An order with one carries its own protection
 * and every attempt quotes anew, so it is accepted without a quote as long as the last known pools join the two tokens (liquidity may return
 * while it is valid); where they don't, or the amount buys nothing at all, waiting is no use.
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
  // After the idempotency key, not with the input: a repeated request gets its order back though the token was withdrawn since.
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
