-- Claims orders for a worker: a lease with a new epoch, and the step to `routing` when an attempt comes next.
-- In: distinct orders; the worker's name; the lease in ms; the worker's start, in Unix seconds by this database's clock.
-- Out, one row per order: verdict 'claimed', or why not: 'unknown', 'final', 'leased' (another worker holds it), 'waiting' (not due before
--   next_run_at, or it rests). For an order with a live submission the row has that submission, its genesis, and `abandoned`: true when the operator has
--   given up that chain. The worker looks the submission up on the chain before anything else. `ending` is set when the order may not be
--   attempted (again): CANCELLED (its trader asked for it), EXPIRED or ATTEMPTS_EXHAUSTED; the worker then commits that end. A crash in
--   `routing` or `building` uses up its attempt. `event` is true when an event was written. `past` decides what the worker looks up on the
--   chain before it attempts the order or ends it without an attempt (engine.past_of_order).
-- Locks: orders by id, then traders by id.
-- `create or replace` can't add columns to the result, so the function of an earlier version is dropped.
do $$
begin
  if exists (select from pg_proc p where p.oid = to_regprocedure('engine.claim_orders(uuid[], text, int, double precision)') and 'last_attempt' <> all (p.proargnames)) then
    drop function engine.claim_orders(uuid[], text, int, double precision);
  end if;
end
$$;
create or replace function engine.claim_orders(p_orders uuid[], p_owner text, p_lease_ms int, p_worker_since double precision default null)
returns table (order_id uuid, verdict text, event boolean, ending text, epoch bigint, trader_id text, wallet text, type text, status text, attempt smallint, last_attempt smallint,
               token_in text, token_out text, amount_in numeric, min_out numeric, valid_until timestamptz, next_run_at timestamptz,
               signature text, transaction bytea, last_valid_block_height bigint, genesis text, abandoned boolean, past text, accepted_at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_traders text[];
  v_incarnation text := incarnation();
  v_continuous_since timestamptz := case when p_worker_since is not null then greatest(pg_postmaster_start_time(), to_timestamp(p_worker_since)) end;
  v_genesis bigint;
  v_rests text[];
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (p_orders) and o.status in ('pending', 'routing', 'building');
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  v_now := clock_timestamp();
  select max(g.id), (select array_agg(k.kind) from order_kinds k where k.rests) into v_genesis, v_rests from genesis g;

  return query
  with judged as materialized (
    select o.*, i.id as asked, t.wallet, t.last_seq, u.signature as live_signature, u.transaction, u.last_valid_block_height,
      g.hash as live_genesis, coalesce(g.id < v_genesis, false) as abandoned,
      case
        when o.id is null then 'unknown'
        when o.final_at is not null then 'final'
        when o.lease_until > v_now then 'leased'
        when o.resting and o.cancel_requested_at is null and o.valid_until > v_now then 'waiting'
        when not o.resting and o.next_run_at > v_now then 'waiting'
        else 'claimed'
      end as verdict,
      case
        when o.status = 'submitted' then null
        when o.cancel_requested_at is not null then 'CANCELLED'
        -- An order of a kind that rests leaves its rest without a trigger only for its end.
        when o.valid_until <= v_now or (o.status = 'pending' and o.type = any (v_rests)) then 'EXPIRED'
        when o.status in ('routing', 'building') and o.begun_attempt = o.attempt and o.attempt >= o.last_attempt then 'ATTEMPTS_EXHAUSTED'
      end as ending,
      past_of_order((o.incarnation <> v_incarnation or e.xmin <> xid(o.accepted_xid)) is not true, o.accepted_at, o.lease_epoch, v_continuous_since, v_now) as past
    from unnest(p_orders) as i(id)
    left join lateral (select * from orders o where o.id = i.id limit 1) o on true
    left join lateral (select t.wallet, t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select * from submissions u where u.order_id = o.id and u.outcome = 'live' limit 1) u on true
    left join lateral (select e.xmin from order_events e where e.order_id = o.id and e.seq = 1 limit 1) e on true
    left join lateral (select g.id, g.hash from genesis g where u.order_id is not null and g.id = coalesce(u.genesis_id, 1) limit 1) g on true
  ), decided as materialized (
    select d.*, d.last_seq + row_number() over (partition by d.trader_id, d.steps order by d.id) as seq from (
      select j.*, coalesce(j.verdict = 'claimed' and j.ending is null
                           and (j.status = 'pending' or (j.status in ('routing', 'building') and j.begun_attempt = j.attempt)), false) as steps
        from judged j) d
  ), claimed as (
    update orders o
       set lease_epoch = o.lease_epoch + 1, lease_owner = p_owner, lease_until = v_now + make_interval(secs => p_lease_ms / 1000.0),
           next_run_at = null, resting = false, resting_xid = null,
           status = case when d.steps then 'routing' else o.status end,
           attempt = o.attempt + d.steps::int,
           begun_attempt = case when d.ending is not null then o.begun_attempt else o.attempt + d.steps::int end,
           event_seq = o.event_seq + d.steps::int
      from decided d where o.id = d.id and d.verdict = 'claimed'
  ), counted as (
    update traders t set last_seq = c.last from (select d.trader_id, max(d.seq) as last from decided d where d.steps group by 1) c where t.id = c.trader_id
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select d.id, d.event_seq + 1, d.trader_id, d.seq, 'routing', 'open', d.attempt + 1, d.lease_epoch + 1, v_now,
           jsonb_build_object('version', 1, 'fired', null, 'retry', case when d.status <> 'pending' then jsonb_build_object('delayMs', 0, 'quotes', null,
             'failure', jsonb_build_object('code', 'INTERRUPTED', 'detail', 'the worker that held the order was lost in status ' || d.status)) end)
      from decided d where d.steps
  )
  select d.asked, d.verdict, d.steps, d.ending, d.lease_epoch + 1, d.trader_id, d.wallet, d.type,
         case when d.steps then 'routing' else d.status end, (d.attempt + d.steps::int)::smallint, d.last_attempt,
         d.token_in, d.token_out, d.amount_in, d.min_out, d.valid_until, d.next_run_at,
         d.live_signature, d.transaction, d.last_valid_block_height, d.live_genesis, d.abandoned, d.past, d.accepted_at
    from decided d;
end
$$;

revoke all on function engine.claim_orders from public;
grant execute on function engine.claim_orders to engine_app;
