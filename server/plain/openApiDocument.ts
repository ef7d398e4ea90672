import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ErrorCode } from '../../core/errors/engineError.ts';
import { quoteFields } from '../../core/order/quote.ts';
import { ABOUT, AMEND, CANCEL, CANCEL_ALL, FOLLOW, KINDS, MANY, STREAM } from './openApiProse.ts';
import { json, Refusal, refusals } from './openApiRefusals.ts';
import {
  AmendAnswer,
  Amendment,
  CancelAll,
  CancelAllAnswer,
  CancelAnswer,
  ListQuery,
  NOTES,
  Order,
  OrderPage,
  OrderStory,
  PlacedMany,
  PlaceMany,
  PlaceOrder,
  Quote,
} from './openApiSchemas.ts';

const CLIENT = 'UNAUTHENTICATED' satisfies ErrorCode;
const INPUT = ['UNKNOWN_TOKEN', 'SAME_TOKEN', 'INVALID_AMOUNT'] satisfies ErrorCode[];
const RESTING = ['TRIGGER_WOULD_FIRE', 'TP_NOT_ABOVE_SL'] satisfies ErrorCode[];
const ROUTE = [
  'INSUFFICIENT_BALANCE',
  'AMOUNT_TOO_SMALL',
  'NOT_ENOUGH_LIQUIDITY',
  'NO_POOL',
  'NO_ROUTE',
  'CHAIN_CHANGED',
] satisfies ErrorCode[];
const AMENDED = ['ORDER_NOT_FOUND', 'NOT_AMENDABLE', 'TOO_LATE', 'VERSION_CONFLICT'] satisfies ErrorCode[];
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
            description: KINDS,
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
                ...RESTING,
                ...ROUTE,
                'IDEMPOTENCY_CONFLICT',
                'TOO_MANY_OPEN_ORDERS',
                'INTAKE_PAUSED',
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
            summary: 'Cancel all open orders, or those of a pair',
            description: CANCEL_ALL,
            requestBody: { content: json(CancelAll) },
            responses: {
              '200': { description: 'The answer for each order.', content: json(CancelAllAnswer) },
              ...refusals(CLIENT, 'UNKNOWN_TOKEN', 'SAME_TOKEN', 'UNSUPPORTED_MEDIA_TYPE'),
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
              query: ListQuery,
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
        '/api/orders/{id}/amend': {
          post: {
            operationId: 'amendOrder',
            summary: 'Amend an order that waits',
            description: AMEND,
            requestParams: { path: z.object({ id: orderId }) },
            requestBody: { required: true, content: json(Amendment) },
            responses: {
              '200': { description: 'The order with its new terms.', content: json(AmendAnswer) },
              ...refusals(
                CLIENT,
                ...INPUT,
                ...RESTING,
                ...ROUTE,
                ...AMENDED,
                'MARKET_UNAVAILABLE',
                'UNSUPPORTED_MEDIA_TYPE',
              ),
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
