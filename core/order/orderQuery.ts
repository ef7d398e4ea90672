import { z } from 'zod';
import { VENUES } from '../pools/all/poolKinds.ts';
import { ORDER_KINDS } from './kinds/orderKinds.ts';
import { listedMint } from './kinds/requestFields.ts';
import { isFinal, ORDER_STATUSES, type OrderStatus } from './lifecycle.ts';
import { MAX_SEARCH_LENGTH } from './orderSearch.ts';
import { pageFields } from './pageInput.ts';

/** The sort keys of the blotter. */
export const ORDER_SORTS = ['accepted', 'duration', 'slippage', 'pair', 'status'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];
export const SORT_ORDERS = ['desc', 'asc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** The values of a status filter; `open` and `final` each stand for several statuses. */
const STATUS_FILTERS = ['open', 'final', ...ORDER_STATUSES] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

const TYPES = ORDER_KINDS.map(({ name }) => name);
const VENUE_IDS = VENUES.map(({ id }) => id);

const oneOf = (names: readonly string[]) => ({ error: `must be one of ${names.join(', ')}` });
const NOT_AN_INSTANT = 'must be an instant such as 2026-01-31T08:00:00Z';
/** The end of the year 9999, milliseconds. */
const LAST_INSTANT = 253_402_300_799_999;
const instant = z.iso
  .datetime({ offset: true, error: NOT_AN_INSTANT })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) <= LAST_INSTANT, { error: NOT_AN_INSTANT });

/** The fields that filter and sort orders, shared by `orders.list`, the CSV and the address of the page. */
const fields = {
  /** Any of these; a missing or empty list means all. */
  status: z
    .array(z.enum(STATUS_FILTERS, oneOf(STATUS_FILTERS)), { error: 'must be a list of statuses' })
    .max(20, { error: 'must name at most 20 statuses' })
    .optional(),
  /** Any of these; a missing or empty list means all. */
  type: z
    .array(z.enum(TYPES, oneOf(TYPES)), { error: 'must be a list of types' })
    .max(20, { error: 'must name at most 20 types' })
    .optional(),
  /** Paid or received. */
  token: listedMint.optional(),
  /** A leg was executed there. */
  venue: z.enum(VENUE_IDS, oneOf(VENUE_IDS)).optional(),
  /** Accepted at or after. */
  from: instant.optional(),
  /** Accepted before. */
  to: instant.optional(),
  /** Start of an order id or signature, a token's symbol, or a pair such as `SOL/USDC` or `sol usdc`. */
  search: z
    .string({ error: 'must be a text' })
    .max(MAX_SEARCH_LENGTH, { error: `must be at most ${MAX_SEARCH_LENGTH} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must not hold control characters' })
    .optional(),
  /**
   * By time of acceptance; by duration from acceptance to the end; by realised slippage, bps of the quote; by pair; by status in the order of the
   * lifecycle.
   */
  sort: z.enum(ORDER_SORTS, oneOf(ORDER_SORTS)).default('accepted'),
  order: z.enum(SORT_ORDERS, oneOf(SORT_ORDERS)).default('desc'),
};

const inOrder = (query: { from?: string | undefined; to?: string | undefined }) =>
  query.from === undefined || query.to === undefined || Date.parse(query.from) <= Date.parse(query.to);
const IN_ORDER = { path: ['to'], error: 'must not be before from' };

/** A filter and a sort. */
export const orderQuery = z.strictObject(fields).refine(inOrder, IN_ORDER);
export type OrderQueryRequest = z.input<typeof orderQuery>;
export type OrderQuery = z.output<typeof orderQuery>;

/** The input of `orders.list`. */
export const orderListInput = z
  .strictObject({
    ...fields,
    ...pageFields,
  })
  .refine(inOrder, IN_ORDER)
  .prefault({});

/** The statuses that a filter selects; undefined for all. */
export function statusesOf(filter: readonly StatusFilter[] | undefined): OrderStatus[] | undefined {
  if (filter === undefined || filter.length === 0) return undefined;
  const named = new Set<string>(filter);
  return ORDER_STATUSES.filter((status) => named.has(status) || named.has(isFinal(status) ? 'final' : 'open'));
}

/**
 * Reads a query from the parameters of an address, to be checked by `orderQuery`. Statuses and types may be joined by commas or repeated; every other
 * parameter may occur once (a repeated one becomes a list, which the check refuses). An empty parameter counts as missing.
 */
export function queryOfParams(params: URLSearchParams): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>();
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name).filter((value) => value !== '');
    const [first] = values;
    if (first === undefined) continue;
    if (name === 'status' || name === 'type') query.set(name, values.join(',').split(','));
    else query.set(name, values.length === 1 ? first : values);
  }
  return Object.fromEntries(query);
}
