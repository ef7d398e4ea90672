'use client';
import { useMemo } from 'react';
import { useIndexPrices, useMarket } from '../../live/DeskContext.tsx';
import { type OrderPair, orderPair } from '../../market/typedPrice.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { useTicket } from '../TicketContext.tsx';
import { exitObstacle } from './exitPlacement.ts';
import { type Rates, ratesOf } from './rates.ts';
import type { RestingKind } from './restingKind.ts';
import { marketObstacle, type RestingOrder, readOrder } from './restingOrder.ts';

export type TypedOrder = {
  readonly pair: OrderPair;
  readonly rates: Rates;
  /** Undefined while the ticket is not filled in. */
  readonly order: RestingOrder | undefined;
  /** What is missing, invalid, or on the wrong side of the market, in words. */
  readonly obstacle: string | undefined;
};

/** Why an order should not be sent on the present market, in words; undefined when it can be. */
export function obstacleOf(order: RestingOrder, rates: Rates): string | undefined {
  return marketObstacle(order, rates) ?? exitObstacle(order, rates);
}

/** The ticket as an order of that kind. */
export function useRestingOrder(kind: RestingKind): TypedOrder {
  const { state, quote } = useTicket();
  const { tokenIn, tokenOut } = state;
  const { amountIn, decision } = quote;
  const [market, index, locale] = [useMarket(), useIndexPrices(), useLocale()];
  const pair = useMemo(() => orderPair(tokenIn, tokenOut), [tokenIn, tokenOut]);
  const rates = useMemo(() => ratesOf({ pair, market, index, decision }), [pair, market, index, decision]);
  const read = useMemo(
    () => (amountIn === undefined ? undefined : readOrder(kind, { state, amountIn, pair, locale })),
    [kind, state, amountIn, pair, locale],
  );
  const order = read?.order;
  const noPool =
    decision?.kind === 'no-route' && decision.reason === 'no-pool' ? 'No pool trades this pair' : undefined;
  const obstacle = noPool ?? read?.obstacle ?? (order && obstacleOf(order, rates));
  return { pair, rates, order, obstacle };
}
