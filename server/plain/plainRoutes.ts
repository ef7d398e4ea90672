import type { IncomingMessage } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { queryOfParams } from '../../core/order/orderQuery.ts';
import { parseJson } from '../http/parseJson.ts';
import { readBody } from '../http/readBody.ts';
import type { appRouter } from '../trpc/appRouter.ts';
import { withIdempotencyKey } from './idempotencyKey.ts';

/** The procedures as functions, for the caller of the request. */
type Caller = ReturnType<typeof appRouter.createCaller>;

type PlainCall = {
  readonly caller: Caller;
  readonly req: IncomingMessage;
  readonly params: URLSearchParams;
  /** The order in the path; empty when there is none. */
  readonly orderId: string;
};

export type PlainAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
};

/** The handlers of a path by method. */
export type PlainRoute = Readonly<Partial<Record<'GET' | 'POST', (call: PlainCall) => Promise<PlainAnswer>>>>;

/** The path for placing orders and, by WebSocket, following them. */
export const EXECUTE_PATH = '/api/orders/execute';
/** The path for placing several orders in one request. */
const MANY_PATH = '/api/orders/many';
/** The path for streaming the events of all orders. */
export const STREAM_PATH = '/api/orders/stream';
/** Where all open orders are cancelled. */
const CANCEL_ALL_PATH = '/api/orders/cancel';
const ORDERS_PATH = '/api/orders';
const QUOTES_PATH = '/api/quotes';

/** The parameters of an address. */
export function paramsOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : url.slice(at + 1));
}

/**
 * Parameters in the form of the schemas: whole numbers become numbers for the names in `numbers`. Other values stay text, which the schemas
 * refuse.
 */
function inputOf(params: URLSearchParams, numbers: readonly string[]): Record<string, unknown> {
  const input: Record<string, unknown> = queryOfParams(params);
  for (const name of numbers) {
    const text = input[name];
    if (typeof text === 'string' && /^[0-9]{1,15}$/.test(text)) input[name] = Number(text);
  }
  return input;
}

// Inputs come from outside: the procedures check them, so their type here does not matter.
const execute: PlainRoute = {
  async POST({ caller, req }) {
    const body = withIdempotencyKey({ body: parseJson(await readBody(req)), headers: req.headers });
    const order = await caller.orders.place(body as Parameters<Caller['orders']['place']>[0]);
    return { status: 201, body: order, headers: { location: `${ORDERS_PATH}/${order.orderId}` } };
  },
};
const many: PlainRoute = {
  async POST({ caller, req }) {
    const body = parseJson(await readBody(req));
    return { status: 200, body: await caller.orders.placeMany(body as Parameters<Caller['orders']['placeMany']>[0]) };
  },
};
const amend: PlainRoute = {
  async POST({ caller, req, orderId }) {
    const body = parseJson(await readBody(req));
    const given = typeof body === 'object' && body !== null ? body : {};
    if ('orderId' in given)
      throw new EngineError({
        code: 'INVALID_REQUEST',
        text: 'The path names the order; the field orderId is not known here. Nothing was changed.',
      });
    const input = { ...given, orderId } as Parameters<Caller['orders']['amend']>[0];
    return { status: 200, body: await caller.orders.amend(input) };
  },
};
const cancel: PlainRoute = {
  async POST({ caller, orderId }) {
    return { status: 200, body: await caller.orders.cancel({ orderId }) };
  },
};
const cancelAll: PlainRoute = {
  async POST({ caller, req }) {
    const text = await readBody(req);
    const body = text === '' ? undefined : parseJson(text);
    return { status: 200, body: await caller.orders.cancelAll(body as Parameters<Caller['orders']['cancelAll']>[0]) };
  },
};
const orders: PlainRoute = {
  async GET({ caller, params }) {
    return { status: 200, body: await caller.orders.list(inputOf(params, ['limit'])) };
  },
};
const order: PlainRoute = {
  async GET({ caller, orderId }) {
    return { status: 200, body: await caller.orders.get({ orderId }) };
  },
};
const quotes: PlainRoute = {
  async GET({ caller, params }) {
    const input = inputOf(params, ['slippageBps']) as Parameters<Caller['quotes']['get']>[0];
    return { status: 200, body: await caller.quotes.get(input) };
  },
};

const FIXED: ReadonlyMap<string, PlainRoute> = new Map([
  [EXECUTE_PATH, execute],
  [MANY_PATH, many],
  [CANCEL_ALL_PATH, cancelAll],
  [ORDERS_PATH, orders],
  [QUOTES_PATH, quotes],
]);

/** What follows the order in the path. */
const OF_ONE: ReadonlyMap<string, PlainRoute> = new Map([
  ['', order],
  ['amend', amend],
  ['cancel', cancel],
]);

/** True for paths whose answers have the plain form, also unknown ones below them. */
export function isPlainApiPath(path: string): boolean {
  return path.startsWith(`${ORDERS_PATH}/`) || path.startsWith(`${QUOTES_PATH}/`) || FIXED.has(path);
}

/** The route of a path of the plain interface; undefined for an unknown path. */
export function plainRouteOf(path: string): { route: PlainRoute; orderId: string } | undefined {
  const fixed = FIXED.get(path);
  if (fixed !== undefined) return { route: fixed, orderId: '' };
  const [, orderId, action = ''] = /^\/api\/orders\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const route = OF_ONE.get(action);
  return orderId === undefined || route === undefined ? undefined : { route, orderId };
}
