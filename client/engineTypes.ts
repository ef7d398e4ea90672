import type { TRPCClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../server/trpc/appRouter.ts';

export type { AppRouter };
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
/** The typed client: `client.orders.place.mutate(…)`, `client.orders.onStatus.subscribe(…)`. */
export type EngineClient = TRPCClient<AppRouter>;

/** An order as its trader sees it. Amounts are decimal strings of base units. */
export type Order = RouterOutputs['orders']['place'];
/** One committed step of an order; `seq` counts 1, 2, 3 … within it. */
export type OrderEvent = RouterOutputs['orders']['get']['events'][number];

/** What `client.orders.amend` takes: the order, the version that you saw, and the terms to change. */
export type Amendment = RouterInputs['orders']['amend'];

type KeyOptional<Request> = Request extends { idempotencyKey: string }
  ? Omit<Request, 'idempotencyKey'> & { idempotencyKey?: string | undefined }
  : never;
/** What `placeAndWait` and `placeMany` take: the body of `orders.place`, whose idempotency key they make when there is none. */
export type OrderRequest = KeyOptional<RouterInputs['orders']['place']>;
