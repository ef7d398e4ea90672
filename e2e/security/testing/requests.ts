import { orderRequest } from '../../testing/orderRequest.ts';
import type { Ask } from './ask.ts';

export const EVIL = { origin: 'https://evil.example' };
export const EXECUTE = '/api/orders/execute';
export const PASSWORD = 'the victim’s own password';

/** The path of a tRPC procedure; with an input, the path of a query. */
export const rpc = (name: string, input?: unknown) =>
  `/api/trpc/${name}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;

/** An order that would be accepted without the change. */
export const place = (change: object = {}) => ({ ...orderRequest(), ...change });

/** A request for an order with these headers. */
export const orders = (
  headers: Record<string, string>,
  body: Ask['body'] = place(),
  path = rpc('orders.place'),
): Ask => ({ path, headers, body });
