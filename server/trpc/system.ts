import { systemStatus } from '../systemStatus.ts';
import { createRouter, publicProcedure } from './trpc.ts';

export const systemRouter = createRouter({
  /** How the engine stands: the chain's slot and its age, the queue, the workers, and whether orders are taken. */
  status: publicProcedure.output(systemStatus).query(({ ctx }) => ctx.engine.status()),
});
