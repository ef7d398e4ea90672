import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { baseUnitsText } from '../../core/amounts/baseUnitsText.ts';
import type { ErrorCode } from '../../core/errors/engineError.ts';
import { cancelAllAnswer, cancelAnswer } from '../../core/order/cancelOrder.ts';
import { listedMint, positiveBaseUnits } from '../../core/order/kinds/requestFields.ts';
import { orderListInput } from '../../core/order/orderQuery.ts';
import { orderStory } from '../../core/order/orderStory.ts';
import { orderEventView, orderPage, orderView } from '../../core/order/orderView.ts';
import { MAX_ORDERS, placeManyAnswer, placeManyInput } from '../../core/order/placeMany.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { quoteAnswer, quoteFields } from '../../core/order/quote.ts';
import { ABOUT, CANCEL, CANCEL_ALL, FOLLOW, MANY, STREAM } from './openApiProse.ts';
import { json, Refusal, refusals } from './openApiRefusals.ts';

// The schemas under their names in the document; schemas that contain named ones refer to them.
const PlaceOrder = placeOrderInput.meta({ id: 'PlaceOrder' });
const Order = orderView.meta({ id: 'Order' });
const OrderEvent = orderEventView.meta({ id: 'OrderEvent' });
const OrderStory = orderStory.extend({ order: Order, events: z.array(OrderEvent) }).meta({ id: 'OrderStory' });
const OrderPage = orderPage.extend({ orders: z.array(Order) }).meta({ id: 'OrderPage' });
const CancelAnswer = cancelAnswer.meta({ id: 'CancelAnswer' });
const CancelAllAnswer = cancelAllAnswer.meta({ id: 'CancelAllAnswer' });
const Quote = quoteAnswer.meta({ id: 'Quote' });
const PlaceMany = placeManyInput
  .extend({ orders: z.array(PlaceOrder).min(1).max(MAX_ORDERS) })
  .meta({ id: 'PlaceMany' });
const PlacedMany = placeManyAnswer
  .extend({ answers: z.array(z.union([z.strictObject({ order: Order }), z.strictObject(Refusal.shape)])) })
  .meta({ id: 'PlacedMany' });

/** Rules that the schemas check in code, in words. */
const NOTES = new Map<unknown, { description: string; pattern?: string }>([
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
  [orderView.shape.quotedOut, { description: 'The quote when the order was accepted; base units.' }],
  [orderView.shape.finalAt, { description: 'When the order was confirmed, failed or cancelled.' }],
]);

const CLIENT = 'UNAUTHENTICATED' satisfies ErrorCode;
const INPUT = ['UNKNOWN_TOKEN', 'SAME_TOKEN', 'INVALID_AMOUNT'] satisfies ErrorCode[];
const CREDENTIALS: Record<string, string[]>[] = [{ apiKey: [] }, { bearer: [] }, { session: [] }];

/** The header that gives an order's idempotency key without a field. */
const KEY_HEADER = z.object({
  'idempotency-key': z.string().optional().meta({
    description:
      'The same as the field `idempotencyKey`, which may then be left out; bare or in double quotes. Both given must be equal.',
  }),
});

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The inputs and outputs of the plain interface, from the schemas that check them. */
export function openApiDocument(opts: { version: string; publicUrl: string; sessionCookie: string }): OpenApiDocument {
  const { direction: _, status, ...list } = orderListInput.unwrap().shape;
  const orderId = z.string().meta({ description: 'The id that placing the order answered.' });
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Order Execution Engine', version: opts.version, description: ABOUT },
      servers: [{ url: opts.publicUrl }],
      security: CREDENTIALS,
      paths: {
        '/api/orders/execute': {
          post: {
            operationId: 'placeOrder',
            summary: 'Place an order',
            description:
              'Answers once the order is durable. The same `idempotencyKey` with the same request answers the same order.',
            requestParams: { header: KEY_HEADER },
            requestBody: { required: true, content: json(PlaceOrder) },
            responses: {
              '201': {
                description: 'The order as it was accepted.',
                headers: z.object({ location: z.string().meta({ description: 'Path of the order.' }) }),
                content: json(Order),
              },
              ...refusals(
                CLIENT,
                ...INPUT,
                'IDEMPOTENCY_CONFLICT',
                'INSUFFICIENT_BALANCE',
                'AMOUNT_TOO_SMALL',
                'NOT_ENOUGH_LIQUIDITY',
                'NO_POOL',
                'NO_ROUTE',
                'INTAKE_PAUSED',
                'CHAIN_CHANGED',
                'MARKET_UNAVAILABLE',
                'UNSUPPORTED_MEDIA_TYPE',
              ),
              '413': { description: 'The body is larger than 64 kB.', content: json(Refusal) },
            },
          },
          get: {
            operationId: 'followOrder',
            summary: 'Follow an order over a WebSocket',
            description: FOLLOW,
            requestParams: {
              query: z.object({
                orderId,
                after: z.string().optional().meta({ description: '`seq` of the last event that is known already.' }),
              }),
              header: z.object({ upgrade: z.literal('websocket') }),
            },
            responses: {
              '101': { description: 'The WebSocket is open.' },
              '403': { description: 'The page that asks is of another origin.' },
              '405': { description: 'The request asked for no WebSocket.', content: json(Refusal) },
            },
          },
        },
        '/api/orders/many': {
          post: {
            operationId: 'placeOrders',
            summary: 'Place several orders',
            description: MANY,
            requestBody: { required: true, content: json(PlaceMany) },
            responses: {
              '200': { description: 'What became of each order.', content: json(PlacedMany) },
              ...refusals(CLIENT, 'UNSUPPORTED_MEDIA_TYPE'),
              '413': { description: 'The body is larger than 64 kB.', content: json(Refusal) },
            },
          },
        },
        '/api/orders/cancel': {
          post: {
            operationId: 'cancelOrders',
            summary: 'Cancel all open orders',
            description: CANCEL_ALL,
            responses: {
              '200': { description: 'The answer for each order.', content: json(CancelAllAnswer) },
              ...refusals(CLIENT, 'UNSUPPORTED_MEDIA_TYPE'),
            },
          },
        },
        '/api/orders': {
          get: {
            operationId: 'listOrders',
            summary: 'List orders',
            description:
              'Newest first unless `sort` and `order` say otherwise; `nextCursor` of the answer is the `cursor` of the next page.',
            requestParams: {
              query: z.object({
                ...list,
                status: status.meta({
                  param: { style: 'form', explode: false },
                  description: 'Any of these, joined by commas; all when absent.',
                }),
                from: list.from.meta({ description: 'Accepted at or after.' }),
                to: list.to.meta({ description: 'Accepted before.' }),
                venue: list.venue.meta({ description: 'A leg was executed there.' }),
                search: list.search.meta({
                  description: 'The start of an id or a signature, a token, or a pair such as `SOL/USDC`.',
                }),
                cursor: list.cursor.meta({ description: '`nextCursor` of the page before.' }),
              }),
            },
            responses: {
              '200': { description: 'A page of orders.', content: json(OrderPage) },
              ...refusals(CLIENT, 'UNKNOWN_TOKEN'),
            },
          },
        },
        '/api/orders/stream': {
          get: {
            operationId: 'streamOrders',
            summary: 'Stream the events of all orders',
            description: STREAM,
            requestParams: {
              query: z.object({
                after: z
                  .string()
                  .optional()
                  .meta({ description: '`traderSeq` of the last event that is known already.' }),
              }),
              header: z.object({
                'last-event-id': z
                  .string()
                  .optional()
                  .meta({ description: 'The same as `after`, before which it counts.' }),
              }),
            },
            responses: {
              '200': {
                description: 'The stream.',
                content: {
                  'text/event-stream': {
                    schema: z.string().meta({ description: 'Events, each of `id`, `event` and `data`.' }),
                  },
                },
              },
              '101': { description: 'The WebSocket is open.' },
              ...refusals(CLIENT),
            },
          },
        },
        '/api/orders/{id}': {
          get: {
            operationId: 'getOrder',
            summary: 'Get an order with its events and submissions',
            requestParams: { path: z.object({ id: orderId }) },
            responses: {
              '200': { description: 'The order and everything that happened to it.', content: json(OrderStory) },
              ...refusals(CLIENT, 'ORDER_NOT_FOUND'),
            },
          },
        },
        '/api/orders/{id}/cancel': {
          post: {
            operationId: 'cancelOrder',
            summary: 'Cancel an order',
            description: CANCEL,
            requestParams: { path: z.object({ id: orderId }) },
            responses: {
              '200': { description: 'The final answer.', content: json(CancelAnswer) },
              ...refusals(CLIENT, 'ORDER_NOT_FOUND', 'CANCEL_UNDECIDED', 'UNSUPPORTED_MEDIA_TYPE'),
            },
          },
        },
        '/api/quotes': {
          get: {
            operationId: 'getQuote',
            summary: 'Quote a swap on every venue',
            security: [{}],
            requestParams: { query: z.object(quoteFields.shape) },
            responses: {
              '200': { description: 'What the swap would bring on the current pools.', content: json(Quote) },
              ...refusals(...INPUT, 'MARKET_UNAVAILABLE'),
            },
          },
        },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'An API key, `oee_…`.' },
          bearer: { type: 'http', scheme: 'bearer', description: 'The same key as `Authorization: Bearer oee_…`.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: opts.sessionCookie,
            description: 'The session of a browser.',
          },
        },
      },
    },
    { override: ({ jsonSchema, zodSchema }) => void Object.assign(jsonSchema, NOTES.get(zodSchema)) },
  );
}
