import { z } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { isFinal, ORDER_STATUSES, type OrderStatus } from '../../core/order/lifecycle.ts';
import { orderEventView, orderView, submissionView } from '../../core/order/orderView.ts';
import { listedMint, placeOrderInput } from '../../core/order/placeOrder.ts';
import { orderStatusStream } from '../events/orderStatusStream.ts';
import { traderUpdateStream } from '../events/traderUpdateStream.ts';
import { placeOrder } from '../orders/placeOrder.ts';
import { lineOf, paced } from './paced.ts';
import { createRouter, traderProcedure } from './trpc.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An order's id. What can't be one is answered like an id that nobody has. */
const orderId = z.string().transform((text): string => {
  if (!UUID.test(text)) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return text.toLowerCase();
});

const listInput = z
  .strictObject({
    cursor: z.string().regex(UUID, { error: 'must be the nextCursor of an earlier answer' }).nullish(),
    limit: z.int().min(1, { error: 'must be at least 1' }).max(100, { error: 'must be at most 100' }).default(50),
    status: z
      .array(z.enum(['open', 'final', ...ORDER_STATUSES]))
      .max(20)
      .optional(),
    token: listedMint.optional(),
    /** Set by clients that page in both directions; orders are listed newest first only. */
    direction: z.literal('forward').optional(),
  })
  .prefault({});

/** The statuses that a filter names; `open` and `final` stand for several. */
function statusesOf(filter: z.output<typeof listInput>['status']): OrderStatus[] | undefined {
  if (filter === undefined) return undefined;
  const named = new Set<string>(filter);
  return ORDER_STATUSES.filter((status) => named.has(status) || named.has(isFinal(status) ? 'final' : 'open'));
}

/** A cursor that a client resumes from. tRPC puts it beside the input's own fields. */
const lastEventId = z
  .string()
  .regex(/^[0-9]{1,18}$/, { error: 'must be the id of an item of this subscription' })
  .nullish();

export const ordersRouter = createRouter({
  place: traderProcedure
    .input(placeOrderInput)
    .output(orderView)
    .mutation(({ ctx, input }) => placeOrder({ engine: ctx.engine, identity: ctx.identity, order: input })),

  get: traderProcedure
    .input(z.strictObject({ orderId }))
    .output(z.object({ order: orderView, events: z.array(orderEventView), submissions: z.array(submissionView) }))
    .query(({ ctx, input }) => ctx.engine.history.get({ traderId: ctx.identity.traderId, orderId: input.orderId })),

  list: traderProcedure
    .input(listInput)
    .output(z.object({ orders: z.array(orderView), nextCursor: z.string().nullable() }))
    .query(({ ctx, input }) =>
      ctx.engine.history.list({
        traderId: ctx.identity.traderId,
        filter: { statuses: statusesOf(input.status), token: input.token },
        limit: input.limit,
        cursor: input.cursor ?? undefined,
      }),
    ),

  onStatus: traderProcedure.input(z.strictObject({ orderId, lastEventId })).subscription(({ ctx, input, signal }) =>
    paced({
      line: lineOf(ctx),
      signal,
      stream: (signal) =>
        orderStatusStream({
          ...ctx.engine,
          traderId: ctx.identity.traderId,
          orderId: input.orderId,
          afterSeq: Number(input.lastEventId ?? 0),
          signal,
        }),
    }),
  ),

  onUpdate: traderProcedure.input(z.strictObject({ lastEventId }).optional()).subscription(({ ctx, input, signal }) =>
    paced({
      line: lineOf(ctx),
      signal,
      stream: (signal) =>
        traderUpdateStream({
          ...ctx.engine,
          identity: ctx.identity,
          after: input?.lastEventId === undefined || input.lastEventId === null ? undefined : BigInt(input.lastEventId),
          signal,
        }),
    }),
  ),
});
