-- Ends the rest of orders whose triggers fired: each goes to `routing` with the evidence, once, and is due.
-- In: items, at most one an order, [{ord, order_id, version (of the terms that were watched), token_a, token_b, watch_epoch (of the watcher's lease
--   on the pair), fired (the evidence, as it is stored; its minOut becomes the order's, unless the order's is higher, which then stays in both)}].
-- Out, one row per item: verdict 'ok', with the order's epoch and trader; or why not, and nothing was written for it: 'stale' (the watcher's lease on the
--   pair was lost), 'over' (the order does not rest any more, has
--   used up the attempts that can be counted, or does not exist), 'version' (its terms have changed), 'waiting' (it was attempted just
--   now: not before next_run_at), 'expired' (its time is over, by this database's clock), 'cancelled' (its trader asked for the cancellation).
-- Locks: orders by id, then traders by id, then the pairs in their order, shared.
create or replace function engine.trigger_orders(p_items jsonb)
returns table (ord int, verdict text, epoch bigint, trader_id text)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_orders uuid[];
  v_traders text[];
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  select array_agg(i.order_id) into v_orders from jsonb_to_recordset(p_items) as i(order_id uuid);
  perform 1 from orders o where o.id = any (v_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (v_orders) and o.resting;
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  perform 1 from (select distinct i.token_a, i.token_b from jsonb_to_recordset(p_items) as i(token_a text, token_b text)) i
    join watched_pairs w on w.token_a = i.token_a and w.token_b = i.token_b order by w.token_a, w.token_b for share of w;
  v_now := clock_timestamp();

  return query
  with judged as materialized (
    select i.*, o.event_seq, o.lease_epoch, o.attempt, o.trader_id as owner_id, t.last_seq,
      i.fired || jsonb_build_object('minOut', greatest(o.min_out, (i.fired ->> 'minOut')::numeric)::text) as evidence,
      case
        when w.token_a is null or w.epoch <> i.watch_epoch or least(o.token_in, o.token_out) <> i.token_a or greatest(o.token_in, o.token_out) <> i.token_b then 'stale'
        when o.resting is not true or o.attempt >= 32000 then 'over'
        when o.version <> i.version then 'version'
        when o.cancel_requested_at is not null then 'cancelled'
        when o.valid_until <= v_now then 'expired'
        when o.next_run_at > v_now then 'waiting'
        else 'ok'
      end as verdict
    from jsonb_to_recordset(p_items) as i(ord int, order_id uuid, version int, token_a text, token_b text, watch_epoch bigint, fired jsonb)
    left join lateral (select * from orders o where o.id = i.order_id limit 1) o on true
    left join lateral (select t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select w.token_a, w.epoch from watched_pairs w where w.token_a = i.token_a and w.token_b = i.token_b limit 1) w on true
  ), fires as materialized (
    select j.*, j.last_seq + row_number() over (partition by j.owner_id order by j.ord) as seq from judged j where j.verdict = 'ok'
  ), moved as (
    update orders o
       set status = 'routing', attempt = o.attempt + 1, last_attempt = o.attempt + 3, event_seq = o.event_seq + 1,
           min_out = (f.evidence ->> 'minOut')::numeric, fired = f.evidence, resting = false, resting_xid = null,
           next_run_at = null, dispatch_at = v_now + interval '3 seconds'
      from fires f where o.id = f.order_id
  ), counted as (
    update traders t set last_seq = c.last from (select f.owner_id, max(f.seq) as last from fires f group by 1) c where t.id = c.owner_id
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select f.order_id, f.event_seq + 1, f.owner_id, f.seq, 'routing', 'open', f.attempt + 1, f.lease_epoch, v_now,
           jsonb_build_object('version', 1, 'retry', null, 'fired', f.evidence)
      from fires f
  )
  select j.ord, j.verdict, j.lease_epoch, j.owner_id from judged j;
end
$$;

revoke all on function engine.trigger_orders from public;
grant execute on function engine.trigger_orders to engine_app;
