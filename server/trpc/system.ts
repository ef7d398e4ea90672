import { z } from 'zod';
import { createRouter, publicProcedure } from './trpc.ts';

export const systemRouter = createRouter({
  /** `slot` is the newest that the server has seen; null before the chain has answered once. */
  status: publicProcedure
    .output(z.object({ version: z.string(), slot: z.number().int().nullable(), intakePaused: z.boolean() }))
    .query(async ({ ctx }) => ({
      version: ctx.engine.version,
      slot: ctx.engine.market.current()?.slot ?? null,
      intakePaused: await ctx.engine.isIntakePaused(),
    })),
});
