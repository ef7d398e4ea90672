import { initTRPC, type TRPCProcedureType } from '@trpc/server';
import { EngineError } from '../../core/errors/engineError.ts';
import { endedCredential } from '../auth/endedCredential.ts';
import type { Identities, Identity } from '../auth/identity.ts';
import type { CallContext } from './context.ts';
import { errorShapeOf } from './errorShape.ts';

const t = initTRPC.context<CallContext>().create({
  errorFormatter: ({ error }) => errorShapeOf(error),
  isDev: false,
  // Subscriptions use the WebSocket, or event streams where a proxy blocks WebSockets; a heartbeat keeps the streams open.
  sse: { enabled: true, ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 20_000 } },
});

export const createRouter = t.router;

/** Public: market data and the like. Counted by address. */
export const publicProcedure = t.procedure.use(async ({ ctx, next }) => {
  await ctx.engine.limits.read({ address: ctx.address });
  return next();
});

/** Public, with a separate limit, because a quote costs more than a read. */
export const quoteProcedure = t.procedure.use(async ({ ctx, next }) => {
  const { engine, credentials, address } = ctx;
  await engine.limits.quote({ caller: engine.identities.callerOf(credentials), address });
  return next();
});

/** The trader that `find` returns. Throws EngineError UNAUTHENTICATED; FORBIDDEN for a change by a key that may only read. */
async function traderOf(opts: {
  ctx: CallContext;
  type: TRPCProcedureType;
  find: Identities['find'];
}): Promise<Identity> {
  const { engine, credentials, address } = opts.ctx;
  const identity = await opts.find(credentials);
  if (identity === undefined) {
    await engine.limits.read({ address });
    throw endedCredential(credentials.kind);
  }
  if (opts.type === 'mutation' && !identity.mayTrade) {
    throw new EngineError({ code: 'FORBIDDEN', text: 'This API key may only read. Nothing was changed.' });
  }
  return identity;
}

/**
 * For the trader of a valid session or API key, in `identity`; mutations only if the key may trade. Asks Postgres each time, so that a logout or a
 * revocation takes effect at the next call.
 */
export const traderProcedure = t.procedure.use(async ({ ctx, type, next }) => {
  const { engine, address } = ctx;
  const identity = await traderOf({ ctx, type, find: engine.identities.find });
  await (type === 'mutation' ? engine.limits.change({ identity, address }) : engine.limits.read({ identity, address }));
  return next({ ctx: { identity } });
});

/** The same for cancelling. Counted as a read, so that a trader who has used up the limit of orders can still cancel them. */
export const cancelProcedure = t.procedure.use(async ({ ctx, type, next }) => {
  const { engine, address } = ctx;
  const identity = await traderOf({ ctx, type, find: engine.identities.find });
  await engine.limits.read({ identity, address });
  return next({ ctx: { identity } });
});

/**
 * The same for placing orders, of which `countOf` gets the number from the input; `allowed` has the number that the limits allow. The transaction
 * that accepts the orders checks first whether the session or key is valid, so only `placeOrder` may be called behind this procedure.
 */
export const orderProcedure = (countOf: (input: unknown) => number) =>
  t.procedure.use(async ({ ctx, type, next, getRawInput }) => {
    const { engine, address } = ctx;
    const identity = await traderOf({ ctx, type, find: engine.placers.find });
    const allowed = await engine.limits.changes({ identity, address, count: countOf(await getRawInput()) });
    return next({ ctx: { identity, allowed } });
  });

/** For the trader in person, not for a program with a key. */
export const sessionProcedure = traderProcedure.use(({ ctx, next }) => {
  if (ctx.identity.signedInBy !== 'session') {
    throw new EngineError({
      code: 'FORBIDDEN',
      text: 'This needs a signed-in session; an API key may not do it. Nothing was changed.',
    });
  }
  return next();
});
