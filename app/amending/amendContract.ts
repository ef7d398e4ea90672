import type { inferRouterInputs } from '@trpc/server';
import type { OrderView } from '../../core/order/orderView.ts';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** The input of `orders.amend`: what is absent stays as it is. */
export type AmendInput = inferRouterInputs<AppRouter>['orders']['amend'];

/** The part of the server's client that amends. */
export type AmendProcedure = {
  readonly amend: { mutate(input: AmendInput, opts: { signal: AbortSignal }): Promise<{ order: OrderView }> };
};
