import { and, asc, count, desc, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { ORDER_STATUSES } from '../core/order/lifecycle.ts';
import { type OrderQuery, type OrderSort, type SortOrder, statusesOf } from '../core/order/orderQuery.ts';
import { type OrderSearch, readSearch } from '../core/order/orderSearch.ts';
import type { OrderPage } from '../core/order/orderView.ts';
import { TOKENS } from '../core/tokens/token.ts';
import { type Database, reachable } from './database.ts';
import { decodeOrderCursor, encodeOrderCursor, type OrderCursor } from './orderCursor.ts';
import { ORDER_RECORD, orderViewOf } from './orderRecord.ts';
import { fills, orders } from './schema.ts';

/** The pair as it is shown, what is paid first; symbols from the list of tokens. */
function pairText(): SQL {
  const symbol = (column: typeof orders.tokenIn | typeof orders.tokenOut) => {
    const cases = TOKENS.map((token) => sql`when ${token.mint} then ${token.symbol}::text`);
    return sql`case ${column} ${sql.join(cases, sql` `)} else ${column} end`;
  };
  return sql`(${symbol(orders.tokenIn)} || '/' || ${symbol(orders.tokenOut)}) collate "C"`;
}

/** What each sort compares, as a value of the given type; null for orders that have none yet. Ties are broken by id, which is by age. */
const SORT_KEYS: Readonly<Record<Exclude<OrderSort, 'accepted'>, { readonly key: SQL; readonly type: SQL }>> = {
  duration: {
    key: sql`(extract(epoch from (${orders.finalAt} - ${orders.acceptedAt})) * 1000000)::bigint`,
    type: sql`bigint`,
  },
  // Four digits: a cursor carries the key exactly.
  slippage: {
    key: sql`round((${orders.quotedOut} - ${fills.amountOut}) * 10000 / nullif(${orders.quotedOut}, 0), 4)`,
    type: sql`numeric`,
  },
  pair: { key: pairText(), type: sql`text` },
  status: {
    key: sql`array_position(string_to_array(${ORDER_STATUSES.join(',')}, ','), ${orders.status})`,
    type: sql`int`,
  },
};

function searchCondition(search: OrderSearch | undefined): SQL | undefined {
  if (search === undefined) return undefined;
  if (search.kind === 'prefix') {
    return sql`(starts_with(${orders.id}::text, ${search.prefix}) or starts_with(lower(${orders.signature}), ${search.prefix}))`;
  }
  const [first = [], second] = search.words;
  const pays = (mints: readonly string[]) => inArray(orders.tokenIn, [...mints]);
  const gets = (mints: readonly string[]) => inArray(orders.tokenOut, [...mints]);
  if (second === undefined) return or(pays(first), gets(first));
  return or(and(pays(first), gets(second)), and(pays(second), gets(first)));
}

/** Every condition of a query but the page's place. */
function chosen(opts: { traderId: string; query: OrderQuery }): SQL | undefined {
  const { traderId, query } = opts;
  const statuses = statusesOf(query.status);
  return and(
    eq(orders.traderId, traderId),
    statuses === undefined ? undefined : inArray(orders.status, statuses),
    query.token === undefined ? undefined : or(eq(orders.tokenIn, query.token), eq(orders.tokenOut, query.token)),
    query.venue === undefined
      ? undefined
      : sql`exists (select from engine.fills v where v.order_id = ${orders.id} and v.legs @> ${JSON.stringify([{ venue: query.venue }])}::text::jsonb)`,
    query.from === undefined ? undefined : gte(orders.acceptedAt, new Date(query.from)),
    query.to === undefined ? undefined : lt(orders.acceptedAt, new Date(query.to)),
    query.search === undefined ? undefined : searchCondition(readSearch(query.search)),
  );
}

/** The orders behind a cursor. Orders without a key come last, whichever way the sort goes. */
function behind(cursor: OrderCursor): SQL | undefined {
  const further = cursor.order === 'desc' ? lt : gt;
  const byId = further(orders.id, cursor.id);
  if (cursor.sort === 'accepted') return byId;
  const { key, type } = SORT_KEYS[cursor.sort];
  if (cursor.key === null) return and(sql`${key} is null`, byId);
  const value = sql`${cursor.key}::${type}`;
  return or(sql`${key} is null`, further(key, value), and(sql`${key} = ${value}`, byId));
}

function orderBy(opts: { sort: OrderSort; order: SortOrder }): SQL[] {
  const direction = opts.order === 'desc' ? desc : asc;
  if (opts.sort === 'accepted') return [direction(orders.id)];
  const { key } = SORT_KEYS[opts.sort];
  return [sql`${direction(key)} nulls last`, direction(orders.id)];
}

export type OrderListRequest = {
  readonly traderId: string;
  readonly query: OrderQuery;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Leaves the count out also on the first page. */
  readonly uncounted?: boolean;
};

/**
 * Pages of a trader's orders under any filter and sort, by keyset. All reads start from the trader's own rows (index `orders_of_trader`), so
 * other traders' orders don't slow them; by acceptance a page stops when it is full, other sorts look at all rows of the trader.
 * Throws EngineError INVALID_REQUEST for a cursor that is not of this request, UNAVAILABLE.
 */
export function createOrderList(opts: { database: Database }): (request: OrderListRequest) => Promise<OrderPage> {
  const { db } = opts.database;

  async function page(request: OrderListRequest, cursor: OrderCursor | undefined) {
    const { query, limit } = request;
    const key = query.sort === 'accepted' ? sql`null::text` : sql`${SORT_KEYS[query.sort].key}::text`;
    return db
      .select({ ...ORDER_RECORD, key: sql<string | null>`${key}` })
      .from(orders)
      .leftJoin(fills, eq(fills.orderId, orders.id))
      .where(and(chosen(request), cursor === undefined ? undefined : behind(cursor)))
      .orderBy(...orderBy(query))
      .limit(limit + 1);
  }

  async function total(request: OrderListRequest): Promise<number> {
    const [row] = await db.select({ total: count() }).from(orders).where(chosen(request));
    return row?.total ?? 0;
  }

  return async (request) => {
    const { sort, order } = request.query;
    const cursor = request.cursor === undefined ? undefined : decodeOrderCursor({ text: request.cursor, sort, order });
    const counts = cursor === undefined && request.uncounted !== true;
    const [rows, counted] = await reachable(() => Promise.all([page(request, cursor), counts ? total(request) : null]));
    const shown = rows.slice(0, request.limit);
    const last = shown.at(-1);
    return {
      orders: shown.map(orderViewOf),
      nextCursor:
        rows.length > request.limit && last !== undefined
          ? encodeOrderCursor({ sort, order, key: last.key, id: last.order.id })
          : null,
      total: counted,
    };
  };
}
