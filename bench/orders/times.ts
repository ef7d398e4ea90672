import type { Sql } from 'postgres';
import type { SeenOrder } from './traders.ts';

/** Client, Postgres and chain use the clock of this machine. */

/** The engine's own part of each order's time, ms: (confirmed committed − sent by the client) − (landed − first received by the chain). */
export async function overheads(owner: Sql, orders: readonly SeenOrder[]): Promise<number[]> {
  const sentAt = new Map(orders.map((order) => [order.orderId, order.sentAt]));
  const rows = await owner<{ order_id: string; confirmed: number; on_chain: number }[]>`
    select f.order_id, extract(epoch from f.settled_at)::float8 * 1000 as confirmed, (t.landed_at - t.received_at)::float8 as on_chain
      from engine.fills f join chain.transactions t on t.signature = f.signature
     where f.order_id = any (${[...sentAt.keys()]}::uuid[])`;
  return rows.map((row) => row.confirmed - (sentAt.get(row.order_id) ?? Number.NaN) - row.on_chain);
}

/** From the given moment of each order to its committed end, ms. */
export async function timesToEnd(
  owner: Sql,
  orders: readonly { readonly orderId: string; readonly from: number }[],
): Promise<number[]> {
  const rows = await owner<{ id: string; ended: number }[]>`
    select id, extract(epoch from final_at)::float8 * 1000 as ended from engine.orders
     where id = any (${orders.map(({ orderId }) => orderId)}::uuid[])`;
  const endOf = new Map(rows.map((row) => [row.id, row.ended]));
  return orders.map(({ orderId, from }) => (endOf.get(orderId) ?? Number.NaN) - from);
}
