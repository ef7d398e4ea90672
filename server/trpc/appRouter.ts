import type { TRPCBuiltRouter } from '@trpc/server';
import { accountRouter } from './account.ts';
import { apiKeysRouter } from './apiKeys.ts';
import type { EngineErrorShape } from './errorShape.ts';
import { liveRouter } from './live.ts';
import { marketRouter } from './market.ts';
import { ordersRouter } from './orders.ts';
import { quotesRouter } from './quotes.ts';
import { systemRouter } from './system.ts';
import { createRouter } from './trpc.ts';

export const appRouter = createRouter({
  orders: ordersRouter,
  quotes: quotesRouter,
  market: marketRouter,
  live: liveRouter,
  account: accountRouter,
  apiKeys: apiKeysRouter,
  system: systemRouter,
});

/** The part of the server that clients see: procedures with their inputs, outputs and errors. The context's type is not part of it. */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: EngineErrorShape; transformer: false },
  (typeof appRouter)['_def']['record']
>;
