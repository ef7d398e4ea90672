import { z } from 'zod';
import { orderEventView } from './orderView.ts';

/** An item of `orders.onStatus`. `cursor` is a sequence number within the order; the events after it follow. */
export const orderStatusItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), orderId: z.string(), cursor: z.number().int() }),
  z.object({ type: z.literal('event'), event: orderEventView }),
]);
export type OrderStatusItem = z.infer<typeof orderStatusItem>;

/**
 * An item of `orders.onUpdate`. `cursor` is a sequence number of the trader; the events after it follow. `latest` is the number of the trader's
 * last event when the subscription began: events up to it happened before. Both are decimal strings.
 */
export const traderUpdateItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), cursor: z.string(), latest: z.string() }),
  z.object({ type: z.literal('events'), events: z.array(orderEventView).readonly() }),
]);
export type TraderUpdateItem = z.infer<typeof traderUpdateItem>;
