-- Cancels orders of a trader: ends each that can't have been executed, and releases its hold in the same transaction.
-- In: the trader; the orders, or null for those that are open: at most p_limit of them, by id, after p_after (null: from the first on).
-- Out, one row per order, with its epoch: verdict 'cancelled'; 'already_final'; 'unknown' (there is
--   none, or it is another trader's); 'too_late' (its submission may still land); 'unsure' (Postgres started after the order was accepted, or the
--   row comes from another history of the database: the chain may have executed it). Both last ones record the request: no attempt begins any more,
--   and the worker that holds the order ends it as `cancelled` once the chain says that nothing was executed.
-- Locks: orders by id, the trader, then the trader's balances by token.
create or replace function engine.cancel_orders(p_trader text, p_orders uuid[], p_after uuid, p_limit int)
returns table (order_id uuid, verdict text, epoch bigint)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_orders uuid[] := p_orders;
  v_incarnation text := incarnation();
begin
  if v_orders is null then
    select array_agg(o.id) into v_orders from (
      select o.id from orders o
       where o.dispatch_at is not null and o.trader_id = p_trader and (p_after is null or o.id > p_after) order by o.id limit p_limit) o;
  end if;
  -- Locking before anything is read: what is read below is what the locks protect.
  perform 1 from orders o where o.id = any (v_orders) and o.trader_id = p_trader order by o.id for no key update;
  perform 1 from traders t where t.id = p_trader for no key update;
  perform 1 from balances b
    where b.trader_id = p_trader and b.token in (select o.token_in from orders o where o.id = any (v_orders) and o.trader_id = p_trader)
    order by b.token for no key update;
  v_now := clock_timestamp();

  return query
  with judged as materialized (
    select i.id as asked, o.*, t.last_seq,
      case
        when o.id is null then 'unknown'
        when o.final_at is not null then 'already_final'
        when o.status = 'submitted' then 'too_late'
        when past_of_order((o.incarnation <> v_incarnation or e.xmin <> xid(o.accepted_xid)) is not true, o.accepted_at, o.lease_epoch,
                           pg_postmaster_start_time(), v_now) in ('fresh', 'aged') then 'cancelled'
        else 'unsure'
      end as verdict
    from unnest(v_orders) as i(id)
    left join lateral (select * from orders o where o.id = i.id and o.trader_id = p_trader limit 1) o on true
    left join lateral (select t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select e.xmin from order_events e where e.order_id = o.id and e.seq = 1 limit 1) e on true
  ), ended as materialized (
    select j.*, j.last_seq + row_number() over (order by j.id) as seq, nextval('engine.transfers_id_seq') as transfer_id
      from judged j where j.verdict = 'cancelled'
  ), moved as (
    update orders o set
        status = 'cancelled', event_seq = o.event_seq + 1, final_at = v_now, cancel_requested_at = v_now,
        next_run_at = null, lease_until = null, dispatch_at = null, resting = false, resting_xid = null
      from ended c where o.id = c.id
  ), requested as (
    update orders o set
        cancel_requested_at = coalesce(o.cancel_requested_at, v_now),
        next_run_at = case when j.verdict = 'unsure' then null else o.next_run_at end,
        dispatch_at = case when j.verdict = 'unsure' then v_now else o.dispatch_at end
      from judged j where o.id = j.id and j.verdict in ('unsure', 'too_late')
  ), counted as (
    update traders t set last_seq = c.last from (select max(c.seq) as last from ended c) c where t.id = p_trader and c.last is not null
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select c.id, c.event_seq + 1, p_trader, c.seq, 'cancelled', 'ended', c.attempt, c.lease_epoch, v_now, '{"version": 1}'::jsonb from ended c
  ), new_transfers as (
    insert into transfers (id, kind, trader_id, order_id, at) overriding system value
    select c.transfer_id, 'release', p_trader, c.id, v_now from ended c
  ), new_lines as (
    insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select c.transfer_id, l.line, l.account, p_trader, c.token_in, l.amount
      from ended c cross join lateral (values (1::smallint, 'held', -c.amount_in), (2::smallint, 'available', c.amount_in)) as l(line, account, amount)
  ), moved_balances as (
    update balances b set available = b.available + d.amount, held = b.held - d.amount
      from (select c.token_in, sum(c.amount_in) as amount from ended c group by 1) d
     where b.trader_id = p_trader and b.token = d.token_in
  )
  select j.asked, j.verdict, j.lease_epoch from judged j order by j.asked;
end
$$;

revoke all on function engine.cancel_orders from public;
grant execute on function engine.cancel_orders to engine_app;
