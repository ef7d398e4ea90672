import { systemStatus } from '../systemStatus.ts';
import { createRouter, publicProcedure } from './trpc.ts';

export const systemRouter = createRouter({
  /** The engine's status: the chain's slot and its age, the queue, the workers, and whether orders are accepted. */
  status: publicProcedure.output(systemStatus).query(({ ctx }) => ctx.engine.status()),
});
