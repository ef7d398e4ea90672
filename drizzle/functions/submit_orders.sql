-- Takes orders whose transactions were signed before they were held: lease, the steps `routing`, `building` and `submitted`, and the signed
-- bytes in one commit. Only then may the bytes be sent. Bytes of an order that is not taken are not recorded and must never be sent.
-- In: items, at most one an order, [{ord, order_id, the terms that were signed for (trader_id, wallet, type, token_in, token_out, amount_in,
--   min_out), begun_ms and routed_ms (how long ago the work on it began and its route was chosen), data (of `building`, as it is stored),
--   signature, transaction (base64), last_valid_block_height, genesis}]; the worker's name; the lease in ms; since when the worker runs, Unix
--   seconds by this database's clock.
-- Out, one row per item: verdict 'ok', with the epoch and the trader; or why not, and nothing was written for it: 'unknown', 'final',
--   'leased' (another worker holds it), 'begun' (it is not at its beginning any more, or it rests), 'not_fresh' (the chain has to be asked about it first:
--   engine.past_of_order), 'expired' (its time is over, by this database's clock), 'terms' (signed for other terms than the order's),
--   'other_chain' (signed for a genesis that is not the trusted one).
-- Locks: orders by id, then traders by id.
create or replace function engine.submit_orders(p_items jsonb, p_owner text, p_lease_ms int, p_worker_since double precision)
returns table (ord int, verdict text, epoch bigint, trader_id text)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_orders uuid[];
  v_traders text[];
  v_incarnation text := incarnation();
  v_continuous_since timestamptz := case when p_worker_since is not null then greatest(pg_postmaster_start_time(), to_timestamp(p_worker_since)) end;
  v_genesis_id bigint;
  v_genesis text;
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  select array_agg(i.order_id) into v_orders from jsonb_to_recordset(p_items) as i(order_id uuid);
  perform 1 from orders o where o.id = any (v_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (v_orders) and o.status = 'pending';
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  v_now := clock_timestamp();
  select g.id, g.hash into v_genesis_id, v_genesis from genesis g order by g.id desc limit 1;

  return query
  with judged as materialized (
    select i.*, o.event_seq, o.lease_epoch, o.accepted_at, o.trader_id as owner_id, t.last_seq,
      case
        when o.id is null then 'unknown'
        when o.final_at is not null then 'final'
        when o.lease_until > v_now then 'leased'
        when o.status <> 'pending' or o.resting or o.attempt > 0 then 'begun'
        when past_of_order((o.incarnation <> v_incarnation or e.xmin <> xid(o.accepted_xid)) is not true, o.accepted_at, o.lease_epoch, v_continuous_since, v_now) <> 'fresh'
          then 'not_fresh'
        when o.valid_until <= v_now then 'expired'
        when (o.trader_id, t.wallet, o.type, o.token_in, o.token_out, o.amount_in, o.min_out)
             is distinct from (i.trader_id, i.wallet, i.type, i.token_in, i.token_out, i.amount_in, i.min_out) then 'terms'
        when i.genesis is distinct from v_genesis then 'other_chain'
        else 'ok'
      end as verdict
    from jsonb_to_recordset(p_items) as i(
        ord int, order_id uuid, trader_id text, wallet text, type text, token_in text, token_out text, amount_in numeric, min_out numeric,
        begun_ms double precision, routed_ms double precision, data jsonb, signature text, transaction text, last_valid_block_height bigint,
        genesis text)
    left join lateral (select * from orders o where o.id = i.order_id limit 1) o on true
    left join lateral (select t.wallet, t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select e.xmin from order_events e where e.order_id = o.id and e.seq = 1 limit 1) e on true
  ), taken as materialized (
    select j.*, j.last_seq + 3 * (row_number() over (partition by j.owner_id order by j.ord) - 1) as seq,
           greatest(j.accepted_at, v_now - make_interval(secs => greatest(j.begun_ms, j.routed_ms, 0) / 1000.0)) as begun_at,
           greatest(j.accepted_at, v_now - make_interval(secs => greatest(j.routed_ms, 0) / 1000.0)) as routed_at
      from judged j where j.verdict = 'ok'
  ), moved as (
    update orders o
       set status = 'submitted', attempt = 1, begun_attempt = 1, event_seq = o.event_seq + 3, signature = k.signature, next_run_at = null,
           lease_epoch = o.lease_epoch + 1, lease_owner = p_owner, lease_until = v_now + make_interval(secs => p_lease_ms / 1000.0)
      from taken k where o.id = k.order_id
  ), counted as (
    update traders t set last_seq = c.last from (select k.owner_id, max(k.seq) + 3 as last from taken k group by 1) c where t.id = c.owner_id
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select k.order_id, k.event_seq + s.nth, k.owner_id, k.seq + s.nth, s.status, 'open', 1, k.lease_epoch + 1, s.at, s.data
      from taken k
     cross join lateral (values
       (1, 'routing', k.begun_at, '{"version": 1, "retry": null, "fired": null}'::jsonb),
       (2, 'building', k.routed_at, k.data),
       (3, 'submitted', v_now, jsonb_build_object('version', 1, 'signature', k.signature, 'lastValidBlockHeight', k.last_valid_block_height))
     ) as s(nth, status, at, data)
  ), new_submissions as (
    insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at, genesis_id)
    select k.order_id, 1, k.lease_epoch + 1, k.signature, decode(k.transaction, 'base64'), k.last_valid_block_height, 'live', v_now, v_genesis_id from taken k
  )
  select j.ord, j.verdict, j.lease_epoch + 1, j.owner_id from judged j;
end
$$;

revoke all on function engine.submit_orders from public;
grant execute on function engine.submit_orders to engine_app;
