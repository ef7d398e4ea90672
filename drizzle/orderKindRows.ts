import type { Sql } from 'postgres';
import { ORDER_KINDS } from '../core/order/kinds/orderKinds.ts';

/** Inserts a row for every order kind that has none. A kind that is no longer listed keeps its row, because history names it. */
export async function addOrderKinds(sql: Sql): Promise<void> {
  const rows = ORDER_KINDS.map(({ name, fields, rests }) => ({
    kind: name,
    has_slippage: 'slippageBps' in fields,
    rests,
  }));
  await sql`insert into engine.order_kinds ${sql(rows)} on conflict (kind) do nothing`;
}
