import { z } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { amendAnswer, amendableFields, amendedVersion } from '../../core/order/amendOrder.ts';
import { cancelAllAnswer, cancelAllInput, cancelAnswer } from '../../core/order/cancelOrder.ts';
import { orderListInput } from '../../core/order/orderQuery.ts';
import { orderStory } from '../../core/order/orderStory.ts';
import { orderPage, orderView, signedOrderView } from '../../core/order/orderView.ts';
import { ordersAskedFor, placeManyAnswer, placeManyInput } from '../../core/order/placeMany.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { orderStatusStream } from '../events/orderStatusStream.ts';
import { traderUpdateStream } from '../events/traderUpdateStream.ts';
import { amendOrder } from '../orders/amendOrder.ts';
import { cancelAll, cancelOrder } from '../orders/cancelOrders.ts';
import { indexFor } from '../orders/indexFor.ts';
import { placeMany } from '../orders/placeMany.ts';
import { placeOrder } from '../orders/placeOrder.ts';
import { lastEventId } from './lastEventId.ts';
import { lineOf, paced } from './paced.ts';
import { cancelProcedure, createRouter, orderProcedure, traderProcedure } from './trpc.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SIGNATURE = /^[\x21-\x7e]{1,128}$/;

/** Subscriptions per socket to the events of one order, and to those of its trader: a few, since they may start at different points. */
const SAME_STREAMS = 4;

/** An order's id. An invalid id gets the same answer as an unknown one. */
const orderId = z.string().transform((text): string => {
  if (!UUID.test(text)) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return text.toLowerCase();
});

/** A transaction's signature. An invalid signature gets the same answer as an unknown one. */
const signature = z.string().transform((text): string => {
  if (!SIGNATURE.test(text)) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return text;
});

const amendOrderInput = z
  .strictObject({ orderId, version: amendedVersion, ...amendableFields })
  .refine(({ orderId: _, version: __, ...changes }) => Object.keys(changes).length > 0, {
    path: ['amendment'],
    error: 'must change something',
  });

export const ordersRouter = createRouter({
  place: orderProcedure(() => 1)
    .input(placeOrderInput)
    .output(orderView)
    .mutation(async ({ ctx: { engine, identity }, input }) =>
      placeOrder({ engine, identity, order: input, index: await indexFor(engine, [input]) }),
    ),

  placeMany: orderProcedure(ordersAskedFor)
    .input(placeManyInput)
    .output(placeManyAnswer)
    .mutation(({ ctx, input }) => placeMany({ ...ctx, orders: input.orders })),

  amend: traderProcedure
    .input(amendOrderInput)
    .output(amendAnswer)
    .mutation(({ ctx, input: { orderId, version, ...changes } }) => amendOrder({ ...ctx, orderId, version, changes })),

  cancel: cancelProcedure
    .input(z.strictObject({ orderId }))
    .output(cancelAnswer)
    .mutation(({ ctx, input }) => cancelOrder({ ...ctx, orderId: input.orderId })),

  cancelAll: cancelProcedure
    .input(cancelAllInput.optional())
    .output(cancelAllAnswer)
    .mutation(({ ctx, input }) => cancelAll({ ...ctx, pair: input?.pair })),

  get: traderProcedure
    .input(z.strictObject({ orderId }))
    .output(orderStory)
    .query(({ ctx, input }) => ctx.engine.history.get({ traderId: ctx.identity.traderId, orderId: input.orderId })),

  list: traderProcedure
    .input(orderListInput)
    .output(orderPage)
    .query(({ ctx, input }) => {
      const { cursor, limit, direction: _, ...query } = input;
      return ctx.engine.history.list({ traderId: ctx.identity.traderId, query, limit, cursor: cursor ?? undefined });
    }),

  bySignature: traderProcedure
    .input(z.strictObject({ signature }))
    .output(signedOrderView)
    .query(({ ctx, input }) =>
      ctx.engine.history.bySignature({ traderId: ctx.identity.traderId, signature: input.signature }),
    ),

  onStatus: traderProcedure.input(z.strictObject({ orderId, lastEventId })).subscription(({ ctx, input, signal }) =>
    paced({
      line: lineOf(ctx),
      kind: `orders.onStatus ${input.orderId}`,
      most: SAME_STREAMS,
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
      kind: 'orders.onUpdate',
      most: SAME_STREAMS,
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
