import type { Sql } from 'postgres';
import { JUP } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';

/**
 * Writes `count` orders of a trader directly into the tables, for tests of reading: two of three confirmed, the rest failed or pending;
 * pairs, venues, durations and slippage vary. `owner` is the database's owner. Orders are a minute apart, the first at `from`.
 */
export async function manyOrders(opts: {
  owner: Sql;
  traderId: string;
  count: number;
  from?: string;
  /** Confirmed instead of pending: for a database with running workers. */
  allFinal?: boolean;
}): Promise<void> {
  const { owner, traderId, count, from = '2026-01-01T00:00:00Z', allFinal = false } = opts;
  await owner.begin(async (sql) => {
    await sql`insert into engine.traders (id, wallet) values (${traderId}, ${`wallet-${traderId}`}) on conflict do nothing`;
    await sql`create temporary table drafts on commit drop as
      select d.*, 'Sig' || md5(${traderId} || ' ' || n) as signature, '{"code":"SLIPPAGE","detail":"=1+1"}'::jsonb as failure,
             1000000 - (n * 13 % 40) * 10 + 100 as amount_out
        from (
          select n, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 3, '0') || substr(md5(${traderId} || ' ' || n), 17))::uuid as id,
                 at, case n % 6 when 4 then 'failed' when 5 then ${allFinal ? 'confirmed' : 'pending'} else 'confirmed' end as status,
                 case n % 3 when 0 then ${SOL.mint} when 1 then ${USDC.mint} else ${JUP.mint} end as token_in,
                 case n % 3 when 0 then ${USDC.mint} when 1 then ${SOL.mint} else ${USDC.mint} end as token_out
            from (select n, ${from}::timestamptz + n * interval '1 minute' as at from generate_series(1, ${count}) n) d) d`;
    await sql`
      insert into engine.orders (id, trader_id, idempotency_key, fingerprint, type, token_in, token_out, amount_in, slippage_bps, min_out, quoted_out,
                                 quote_slot, accepted_at, valid_until, status, attempt, begun_attempt, event_seq, dispatch_at, signature, failure, final_at)
      select id, ${traderId}, n::text, 'f', 'market', token_in, token_out, 1000000 + n, 50, 900000, case when n % 7 = 0 then null else 1000000 end,
             7, at, at + interval '2 minutes', status, (status <> 'pending')::int, 0, 2, case when status = 'pending' then at end,
             case when status = 'confirmed' then signature end, case when status = 'failed' then failure end,
             case when status <> 'pending' then at + (n * 37 % 50) * interval '100 milliseconds' end
        from drafts`;
    await sql`
      insert into engine.fills (order_id, signature, slot, amount_in, amount_out, legs, residues, settled_at)
      select id, signature, n, 1000000 + n, amount_out,
             jsonb_build_array(jsonb_build_object('venue', case n % 2 when 0 then 'raydium' else 'meteora' end, 'pool', 'p', 'mintIn', token_in,
               'mintOut', token_out, 'amountIn', (1000000 + n)::text, 'amountOut', amount_out::text, 'fee', '2500')), '[]', at
        from drafts where status = 'confirmed'`;
    // As the previous version wrote them: its data has no version.
    await sql`
      insert into engine.order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
      select id, s.seq, ${traderId}, n * 2 - 2 + s.seq, p.status, p.phase, s.seq - 1, 0, at,
             case p.status
               when 'pending' then '{"minOut":"900000","quotedOut":"1000000"}'
               when 'routing' then '{"retry":null}'
               when 'failed' then jsonb_build_object('failure', failure || '{"message":"The price moved."}', 'quotes', null)
               else jsonb_build_object('fill', jsonb_build_object('amountIn', f.amount_in::text, 'amountOut', f.amount_out::text, 'legs', f.legs,
                      'residues', f.residues, 'signature', f.signature, 'slot', f.slot))
             end
        from drafts d cross join (values (1), (2)) as s(seq)
        join engine.order_statuses p on p.status = case s.seq when 1 then 'pending' else coalesce(nullif(d.status, 'pending'), 'routing') end
        left join engine.fills f on f.order_id = d.id`;
    await sql`update engine.traders set last_seq = (select max(trader_seq) from engine.order_events where trader_id = ${traderId}) where id = ${traderId}`;
  });
}
