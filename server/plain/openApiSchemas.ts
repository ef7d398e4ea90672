import { z } from 'zod';
import { baseUnitsText } from '../../core/amounts/baseUnitsText.ts';
import { amendAnswer, amendableFields, amendedVersion } from '../../core/order/amendOrder.ts';
import { cancelAllAnswer, cancelAllInput, cancelAnswer } from '../../core/order/cancelOrder.ts';
import { listedMint, positiveBaseUnits } from '../../core/order/kinds/requestFields.ts';
import { orderListInput } from '../../core/order/orderQuery.ts';
import { orderStory } from '../../core/order/orderStory.ts';
import { orderEventView, orderPage, orderView } from '../../core/order/orderView.ts';
import { MAX_ORDERS, placeManyAnswer, placeManyInput } from '../../core/order/placeMany.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { quoteAnswer } from '../../core/order/quote.ts';
import { Refusal } from './openApiRefusals.ts';

// The schemas under their names in the document; schemas that contain named ones refer to them.
export const PlaceOrder = placeOrderInput.meta({ id: 'PlaceOrder' });
export const Order = orderView.meta({ id: 'Order' });
export const OrderEvent = orderEventView.meta({ id: 'OrderEvent' });
export const OrderStory = orderStory.extend({ order: Order, events: z.array(OrderEvent) }).meta({ id: 'OrderStory' });
export const OrderPage = orderPage.extend({ orders: z.array(Order) }).meta({ id: 'OrderPage' });
export const CancelAnswer = cancelAnswer.meta({ id: 'CancelAnswer' });
export const CancelAllAnswer = cancelAllAnswer.meta({ id: 'CancelAllAnswer' });
export const Amendment = z.strictObject({ version: amendedVersion, ...amendableFields }).meta({ id: 'Amendment' });
export const AmendAnswer = amendAnswer.extend({ order: Order }).meta({ id: 'AmendAnswer' });
export const CancelAll = cancelAllInput.meta({ id: 'CancelAll' });
export const Quote = quoteAnswer.meta({ id: 'Quote' });
export const PlaceMany = placeManyInput
  .extend({ orders: z.array(PlaceOrder).min(1).max(MAX_ORDERS) })
  .meta({ id: 'PlaceMany' });
export const PlacedMany = placeManyAnswer
  .extend({ answers: z.array(z.union([z.strictObject({ order: Order }), z.strictObject(Refusal.shape)])) })
  .meta({ id: 'PlacedMany' });

const { direction: _, status, type, ...list } = orderListInput.unwrap().shape;
/** The parameters of the list of orders. */
export const ListQuery = z.object({
  ...list,
  status: status.meta({
    param: { style: 'form', explode: false },
    description: 'Any of these, joined by commas; all when absent.',
  }),
  type: type.meta({
    param: { style: 'form', explode: false },
    description: 'Any of these kinds, joined by commas; all when absent.',
  }),
  from: list.from.meta({ description: 'Accepted at or after.' }),
  to: list.to.meta({ description: 'Accepted before.' }),
  venue: list.venue.meta({ description: 'A leg was executed there.' }),
  search: list.search.meta({
    description: 'The start of an id or a signature, a token, or a pair such as `SOL/USDC`.',
  }),
  cursor: list.cursor.meta({ description: '`nextCursor` of the page before.' }),
});

/** Rules that the schemas check in code, in words. */
export const NOTES = new Map<unknown, { description: string; pattern?: string }>([
  [
    positiveBaseUnits,
    { description: 'Base units, from 1 to 18446744073709551615, as a decimal string.', pattern: '^[0-9]{1,20}$' },
  ],
  [
    listedMint,
    { description: 'A listed token, by mint or by symbol in any case, `$` before it or not; `wSOL` is SOL.' },
  ],
  [baseUnitsText, { description: 'Base units as a decimal string.' }],
  [orderView.shape.requestedMinOut, { description: '`minOut` of the request; base units.' }],
  [
    orderView.shape.minOut,
    { description: 'The order is not executed for less; once a trigger fired, at least `fired.minOut`. Base units.' },
  ],
  [orderView.shape.quotedOut, { description: 'The quote when the order was accepted or amended; base units.' }],
  [orderView.shape.finalAt, { description: 'When the order was confirmed, failed, cancelled, or expired.' }],
  [
    orderView.shape.trigger,
    { description: 'What the order waits for beside its minimum; null for a market or limit order.' },
  ],
  [orderView.shape.version, { description: '1 when the order was placed; each amendment raises it.' }],
  [orderView.shape.fired, { description: 'The evidence of the last trigger that fired under these terms.' }],
]);
