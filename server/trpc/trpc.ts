import { initTRPC } from '@trpc/server';
import type { CallContext } from './context.ts';
import { errorShapeOf } from './errorShape.ts';

const t = initTRPC.context<CallContext>().create({
  errorFormatter: ({ error }) => errorShapeOf(error),
  isDev: false,
  // Subscriptions go over the WebSocket, where they are counted and paced.
  sse: { enabled: false },
});

export const createRouter = t.router;

/** Open to everybody: market data and the like. */
export const publicProcedure = t.procedure;

/** For the trader of a live session, which `identity` names. Asks Postgres each time, so that a logout holds at once. */
export const traderProcedure = t.procedure.use(async ({ ctx, next }) =>
  next({ ctx: { identity: await ctx.engine.identities.identify(ctx.cookie) } }),
);
