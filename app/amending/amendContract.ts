import type { OrderView } from '../../core/order/orderView.ts';
import type { RateView } from '../../core/order/trigger/triggerTerms.ts';

/** The input of `orders.amend`: what is absent stays as it is. Base units as decimal strings; `validForSeconds` counts from now. */
export type AmendInput = {
  readonly orderId: string;
  readonly version: number;
  readonly amountIn?: string;
  readonly minOut?: string;
  readonly stopPrice?: RateView;
  readonly takeProfitPrice?: RateView;
  readonly trailBps?: number;
  readonly validForSeconds?: number;
};

/** The part of the server's client that amends. */
export type AmendProcedure = {
  readonly amend: { mutate(input: AmendInput, opts: { signal: AbortSignal }): Promise<{ order: OrderView }> };
};
