import { z } from 'zod';
import { EngineError } from '../core/errors/engineError.ts';
import { ORDER_SORTS, type OrderSort, SORT_ORDERS, type SortOrder } from '../core/order/orderQuery.ts';

/**
 * The end of a page: its sort, the last order's key (null for an order without one), the order's id, and the number of the trader's last event
 * when the first page was read (null for a sort whose key never changes). All pages use the keys of that moment.
 */
export type OrderCursor = {
  readonly sort: OrderSort;
  readonly order: SortOrder;
  readonly key: string | null;
  readonly id: string;
  readonly asOf: string | null;
};

const cursorJson = z.tuple([
  z.enum(ORDER_SORTS),
  z.enum(SORT_ORDERS),
  z.string().max(100).nullable(),
  z.guid().transform((id) => id.toLowerCase()),
  z
    .string()
    .regex(/^[0-9]{1,18}$/)
    .nullable(),
]);

/** The sorts whose key changes while an order is open. */
export const CHANGING_SORTS: ReadonlySet<OrderSort> = new Set(['duration', 'slippage', 'status']);

/** The form of a key under each sort: a key must come back exactly as Postgres wrote it. */
const KEYS: Readonly<Record<OrderSort, RegExp>> = {
  accepted: /^$/,
  duration: /^-?[0-9]{1,18}$/,
  slippage: /^-?[0-9]{1,30}(\.[0-9]{1,4})?$/,
  pair: /^[\x20-\x7e]{1,100}$/,
  status: /^[0-9]$/,
};

/** The opaque form that a client sends back. */
export function encodeOrderCursor(cursor: OrderCursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.order, cursor.key, cursor.id, cursor.asOf])).toString(
    'base64url',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads a cursor that must belong to the given sort. Throws EngineError INVALID_REQUEST for anything else. */
export function decodeOrderCursor(opts: { text: string; sort: OrderSort; order: SortOrder }): OrderCursor {
  const result = cursorJson.safeParse(parsed(opts.text));
  if (result.success) {
    const [sort, order, key, id, asOf] = result.data;
    const fits = (key === null || KEYS[sort].test(key)) && (asOf !== null) === CHANGING_SORTS.has(sort);
    if (fits && sort === opts.sort && order === opts.order) return { sort, order, key, id, asOf };
  }
  throw new EngineError({
    code: 'INVALID_REQUEST',
    text: 'cursor must be the nextCursor of an earlier answer to the same request. Nothing was changed.',
  });
}
