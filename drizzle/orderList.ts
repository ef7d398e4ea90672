import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, or, count as rowCount, type SQL, sql } from 'drizzle-orm';
import { isFinal, ORDER_STATUSES } from '../core/order/lifecycle.ts';
import { type OrderQuery, type OrderSort, type SortOrder, statusesOf } from '../core/order/orderQuery.ts';
import { type OrderSearch, readSearch } from '../core/order/orderSearch.ts';
import type { OrderPage } from '../core/order/orderView.ts';
import { knownTokens } from '../core/tokens/token.ts';
import type { Database } from './database.ts';
import { CHANGING_SORTS, decodeOrderCursor, encodeOrderCursor, type OrderCursor } from './orderCursor.ts';
import { ORDER_RECORD, orderViewOf } from './orderRecord.ts';
import { fills, orders } from './schema.ts';

/** The pair as it is shown, the token paid first; symbols of tokens that are or were listed. */
function pairText(): SQL {
  const symbol = (column: typeof orders.tokenIn | typeof orders.tokenOut) => {
    const cases = knownTokens().map((token) => sql`when ${token.mint} then ${token.symbol}::text`);
    return sql`case ${column} ${sql.join(cases, sql` `)} else ${column} end`;
  };
  return sql`(${symbol(orders.tokenIn)} || '/' || ${symbol(orders.tokenOut)}) collate "C"`;
}

/** The events of a trader that came after a first page was read. */
function eventsSince(opts: { traderId: string; asOf: string }): SQL {
  return sql`select e.order_id from engine.order_events e
              where e.trader_id = ${opts.traderId} and e.trader_seq > ${opts.asOf}::text::bigint`;
}

/** `key` for an order that has not changed since the first page; `instead` for one that has, and so had not ended then. */
function keyAsOf(opts: { traderId: string; asOf: string | null; key: SQL; instead: (asOf: string) => SQL }): SQL {
  const { traderId, asOf, key } = opts;
  if (asOf === null) return key;
  return sql`case when ${orders.id} in (${eventsSince({ traderId, asOf })}) then ${opts.instead(asOf)} else ${key} end`;
}

const DURATION = sql`(extract(epoch from (${orders.finalAt} - ${orders.acceptedAt})) * 1000000)::bigint`;
/** `comparedQuote` of core/order/realisedSlippage.ts: every execution of an order that rested has the evidence of its trigger. */
const QUOTE = sql`(case when ${orders.fired} is null then ${orders.quotedOut} else (${orders.fired} ->> 'quotedOut')::numeric end)`;
// Four digits: a cursor carries the key exactly.
const SLIPPAGE = sql`round((${QUOTE} - ${fills.amountOut}) * 10000 / nullif(${QUOTE}, 0), 4)`;
const place = (status: SQL) => sql`array_position(string_to_array(${ORDER_STATUSES.join(',')}, ','), ${status})`;
const statusAsOf = (asOf: string) => sql`(
  select e.status from engine.order_events e
   where e.order_id = ${orders.id} and e.trader_seq <= ${asOf}::text::bigint order by e.seq desc limit 1)`;

type SortKey = { readonly key: SQL; readonly type: SQL };

/** The value that a sort compares, of the given type; null for orders that have none yet. Ties are broken by id, which means by age. */
function sortKey(opts: { sort: Exclude<OrderSort, 'accepted'>; traderId: string; asOf: string | null }): SortKey {
  const { sort } = opts;
  const none = () => sql`null`;
  if (sort === 'pair') return { key: pairText(), type: sql`text` };
  if (sort === 'duration') return { key: keyAsOf({ ...opts, key: DURATION, instead: none }), type: sql`bigint` };
  if (sort === 'slippage') return { key: keyAsOf({ ...opts, key: SLIPPAGE, instead: none }), type: sql`numeric` };
  const key = keyAsOf({ ...opts, key: place(sql`${orders.status}`), instead: (asOf) => place(statusAsOf(asOf)) });
  return { key, type: sql`int` };
}

function searchCondition(search: OrderSearch | undefined): SQL | undefined {
  if (search === undefined) return undefined;
  if (search.kind === 'prefix') {
    return sql`(starts_with(${orders.id}::text, ${search.prefix}) or starts_with(lower(${orders.signature} collate "C"), ${search.prefix}))`;
  }
  const [first = [], second] = search.words;
  const pays = (mints: readonly string[]) => inArray(orders.tokenIn, [...mints]);
  const gets = (mints: readonly string[]) => inArray(orders.tokenOut, [...mints]);
  if (second === undefined) return or(pays(first), gets(first));
  return or(and(pays(first), gets(second)), and(pays(second), gets(first)));
}

/** All conditions of a query except the cursor. */
function chosen(opts: { traderId: string; query: OrderQuery }): SQL | undefined {
  const { traderId, query } = opts;
  const statuses = statusesOf(query.status);
  return and(
    eq(orders.traderId, traderId),
    statuses === undefined ? undefined : inArray(orders.status, statuses),
    // Every open order has a dispatch time (a rule of the table), so that index finds the few open orders among the many that ended.
    statuses?.some(isFinal) === false ? isNotNull(orders.dispatchAt) : undefined,
    query.type === undefined || query.type.length === 0 ? undefined : inArray(orders.type, query.type),
    query.token === undefined ? undefined : or(eq(orders.tokenIn, query.token), eq(orders.tokenOut, query.token)),
    query.venue === undefined
      ? undefined
      : sql`exists (select from engine.fills v where v.order_id = ${orders.id} and v.legs @> ${JSON.stringify([{ venue: query.venue }])}::text::jsonb)`,
    query.from === undefined ? undefined : gte(orders.acceptedAt, new Date(query.from)),
    query.to === undefined ? undefined : lt(orders.acceptedAt, new Date(query.to)),
    query.search === undefined ? undefined : searchCondition(readSearch(query.search)),
  );
}

/** The orders after a cursor. Orders without a key come last in both directions; orders newer than the first page are left out. */
function behind(opts: { cursor: OrderCursor; sorted: SortKey | undefined; traderId: string }): SQL | undefined {
  const { cursor, sorted, traderId } = opts;
  const further = cursor.order === 'desc' ? lt : gt;
  const byId = further(orders.id, cursor.id);
  if (sorted === undefined) return byId;
  const { key, type } = sorted;
  const value = sql`${cursor.key}::${type}`;
  const place =
    cursor.key === null
      ? and(sql`${key} is null`, byId)
      : or(sql`${key} is null`, further(key, value), and(sql`${key} = ${value}`, byId));
  if (cursor.asOf === null) return place;
  return and(place, sql`${orders.id} not in (${eventsSince({ traderId, asOf: cursor.asOf })} and e.seq = 1)`);
}

function orderBy(opts: { order: SortOrder; sorted: SortKey | undefined }): SQL[] {
  const direction = opts.order === 'desc' ? desc : asc;
  if (opts.sorted === undefined) return [direction(orders.id)];
  return [sql`${direction(opts.sorted.key)} nulls last`, direction(orders.id)];
}

export type OrderListRequest = {
  readonly traderId: string;
  readonly query: OrderQuery;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Leaves out the count, even on the first page. */
  readonly uncounted?: boolean;
};

/** Maximum count of orders. */
const MOST_COUNTED = 10_000;

/**
 * Pages of a trader's orders under any filter and sort, by keyset. All reads start from the trader's own rows (index `orders_of_trader`), so
 * other traders' orders don't slow them, and use the trader's share of connections (traderReads.ts). Sorted by acceptance, a page stops when it
 * is full; other sorts read all rows of the trader. Sorts use the keys at the time of the first page, so that no order appears twice when orders
 * change between two pages. Throws EngineError INVALID_REQUEST for a cursor of another request, UNAVAILABLE, TOO_MANY_REQUESTS.
 */
export function createOrderList(opts: { database: Database }): (request: OrderListRequest) => Promise<OrderPage> {
  const { reads } = opts.database;

  function page(request: OrderListRequest, cursor: OrderCursor | undefined) {
    const { query, limit, traderId } = request;
    const { sort, order } = query;
    const sorted = sort === 'accepted' ? undefined : sortKey({ sort, traderId, asOf: cursor?.asOf ?? null });
    return reads.run(traderId, ({ db }) => {
      // Sorts only the ids; full rows and their steps are read for one page.
      const shown = db
        .select({
          id: orders.id,
          key: sql<string | null>`${sorted === undefined ? sql`null::text` : sql`${sorted.key}::text`}`.as('key'),
          place: sql<number>`row_number() over (order by ${sql.join(orderBy({ order, sorted }), sql`, `)})`.as('place'),
        })
        .from(orders)
        .leftJoin(fills, eq(fills.orderId, orders.id))
        .where(and(chosen(request), cursor === undefined ? undefined : behind({ cursor, sorted, traderId })))
        .orderBy(...orderBy({ order, sorted }))
        .limit(limit + 1)
        .as('shown');
      return db
        .select({
          ...ORDER_RECORD,
          key: shown.key,
          // In the same statement as the rows, so that both show the same moment.
          lastSeq: sql<string>`(select t.last_seq::text from engine.traders t where t.id = ${traderId})`,
        })
        .from(shown)
        .innerJoin(orders, eq(orders.id, shown.id))
        .leftJoin(fills, eq(fills.orderId, orders.id))
        .orderBy(shown.place);
    });
  }

  async function count(request: OrderListRequest): Promise<{ total: number; totalCapped: boolean }> {
    const rows = await reads.run(request.traderId, ({ db }) => {
      const some = db
        .select({ id: orders.id })
        .from(orders)
        .where(chosen(request))
        .limit(MOST_COUNTED + 1)
        .as('some');
      return db.select({ found: rowCount() }).from(some);
    });
    const found = rows[0]?.found ?? 0;
    return { total: Math.min(found, MOST_COUNTED), totalCapped: found > MOST_COUNTED };
  }

  return async (request) => {
    const { sort, order } = request.query;
    const cursor = request.cursor === undefined ? undefined : decodeOrderCursor({ text: request.cursor, sort, order });
    const counts = cursor === undefined && request.uncounted !== true;
    const [rows, counted] = await Promise.all([page(request, cursor), counts ? count(request) : undefined]);
    const shown = rows.slice(0, request.limit);
    const last = shown.at(-1);
    const isLast = rows.length <= request.limit || last === undefined;
    const asOf = CHANGING_SORTS.has(sort) ? (cursor?.asOf ?? last?.lastSeq ?? null) : null;
    return {
      orders: shown.map(orderViewOf),
      nextCursor: isLast ? null : encodeOrderCursor({ sort, order, key: last.key, id: last.order.id, asOf }),
      total: counted?.total ?? null,
      totalCapped: counted?.totalCapped ?? false,
    };
  };
}
