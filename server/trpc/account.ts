import { z } from 'zod';
import { activityInput, activityPage } from '../../core/order/activityView.ts';
import { balanceView } from '../../core/order/orderView.ts';
import { performanceView } from '../../core/performance/performanceView.ts';
import { createRouter, traderProcedure } from './trpc.ts';

export const accountRouter = createRouter({
  me: traderProcedure
    .output(
      z.object({
        traderId: z.string(),
        wallet: z.string(),
        guest: z.boolean(),
        name: z.string(),
        /** Null for guests and for accounts that sign in only by a wallet. */
        email: z.string().nullable(),
        signedInBy: z.enum(['session', 'key']),
      }),
    )
    .query(({ ctx }) => ctx.identity),

  balances: traderProcedure
    .output(z.object({ balances: z.array(balanceView), asOf: z.string() }))
    .query(async ({ ctx }) => {
      const { balances, asOf } = await ctx.engine.accounts.balances(ctx.identity.traderId);
      return { balances, asOf: asOf.toString() };
    }),

  activity: traderProcedure
    .input(activityInput)
    .output(activityPage)
    .query(({ ctx, input }) =>
      ctx.engine.activity.page({
        traderId: ctx.identity.traderId,
        limit: input.limit,
        cursor: input.cursor ?? undefined,
      }),
    ),

  performance: traderProcedure
    .output(performanceView)
    .query(({ ctx }) => ctx.engine.performance.of(ctx.identity.traderId)),

  topUp: traderProcedure
    .input(z.strictObject({}).optional())
    .output(z.object({ balances: z.array(balanceView) }))
    .mutation(async ({ ctx }) => {
      const { accounts, identities } = ctx.engine;
      await identities.ensureTrader(ctx.identity);
      await accounts.topUp(ctx.identity.traderId);
      return { balances: (await accounts.balances(ctx.identity.traderId)).balances };
    }),
});
