import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { readSearch } from '../../core/order/orderSearch.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { mintOf } from './blotterView.ts';

/** True when a new order matches a query's types, token, time and search, by the server's rules. */
export function matchesQuery(order: OrderView, query: OrderQueryRequest): boolean {
  if (query.type !== undefined && query.type.length > 0 && !query.type.includes(order.type)) return false;
  const mint = mintOf(query.token);
  if (mint !== undefined && order.tokenIn !== mint && order.tokenOut !== mint) return false;
  const at = Date.parse(order.acceptedAt);
  if (query.from !== undefined && at < Date.parse(query.from)) return false;
  if (query.to !== undefined && at >= Date.parse(query.to)) return false;
  return query.search === undefined || matchesSearch(order, query.search);
}

function matchesSearch(order: OrderView, text: string): boolean {
  const search = readSearch(text);
  if (search === undefined) return true;
  if (search.kind === 'prefix') {
    return order.orderId.startsWith(search.prefix) || order.signature?.toLowerCase().startsWith(search.prefix) === true;
  }
  const [first, second] = search.words;
  const has = (mints: readonly string[] | undefined, side: string) => mints === undefined || mints.includes(side);
  const { tokenIn, tokenOut } = order;
  return (has(first, tokenIn) && has(second, tokenOut)) || (has(first, tokenOut) && has(second, tokenIn));
}
