-- Commits steps of orders that the worker holds.
-- In: one operation per order, [{ord, order_id, epoch, kind, ...}], with kind
--   'building'   the route is chosen: data (as it is stored: version, slot and decision)
--   'submitted'  signature, transaction (base64), last_valid_block_height, genesis: committed before anything is sent
--   'confirmed'  signature, slot, amount_in, amount_out, legs, residues [{token, amount}]: fill, ledger and final event
--   'retry'      the next attempt: failure, quotes (of the route that was too poor, or null), delay_ms (0: under the same lease); after a
--                submission also its signature and submission_outcome 'failed' (with slot and submission_error) or 'expired'
--   'failed'     failure, quotes, and after a submission what 'retry' takes
--   'expired'    failure (of the last attempt; null when that is known from the last event, or there was none), and after a submission what 'retry' takes;
--                only after valid_until
--   'rest'       of a kind that rests: waits for its trigger again, which does not fire for delay_ms: failure, and after a submission what 'retry' takes
--   'cancelled'  after a submission what 'retry' takes
--   'release'    returns the order: delay_ms; no event, and an attempt in routing is not used up
-- Out, one row per operation: verdict 'ok'; 'cancelled' ('building', 'submitted', 'retry' or 'rest' after the trader asked for the cancellation); 'expired' (the same after
--   valid_until, by this database's clock);
--   'stale' (the lease was lost); 'illegal' (the order's state does not allow it); 'other_chain' ('submitted' for a genesis that is not the
--   trusted one). Nothing was written unless the verdict is 'ok'.
-- Locks: orders by id, traders by id, then the balances that ends move, by trader and token.
drop function if exists engine.apply_transitions(uuid[], uuid[], uuid[], text[], jsonb);
create or replace function engine.apply_transitions(p_ops jsonb)
returns table (ord int, verdict text, trader_id text, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_orders uuid[];
  v_traders text[];
  v_owners text[];
  v_tokens text[];
  v_genesis_id bigint;
  v_genesis text;
  v_done text[];
  v_ended text[];
  v_steps text[];
  v_rests text[];
begin
  -- Once for the batch: a join with the lists for each operation costs more than the rest of its judgement.
  select array_agg(s.status) filter (where s.phase = 'done'), array_agg(s.status) filter (where s.phase = 'ended'),
         (select array_agg(l.from_status || ' ' || l.to_status) from status_steps l), (select array_agg(k.kind) from order_kinds k where k.rests)
    into v_done, v_ended, v_steps, v_rests from order_statuses s;
  -- Locking before anything is read: what is read below is what the locks protect.
  select array_agg(op.order_id) into v_orders from jsonb_to_recordset(p_ops) as op(order_id uuid);
  perform 1 from orders o where o.id = any (v_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (v_orders);
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  -- An end moves what is paid, what is received, and the residue of each token between.
  select array_agg(m.trader_id), array_agg(m.token) into v_owners, v_tokens from (
    select distinct o.trader_id, k.token
      from jsonb_to_recordset(p_ops) as op(order_id uuid, kind text, residues jsonb)
      join orders o on o.id = op.order_id
     cross join lateral (
       values (o.token_in), (o.token_out) union all select r ->> 'token' from jsonb_array_elements(op.residues) r
     ) as k(token)
     where op.kind = any (v_done || v_ended)) m;
  if v_owners is not null then
    insert into balances (trader_id, token, available, held)
      select k.trader_id, k.token, 0, 0 from unnest(v_owners, v_tokens) as k(trader_id, token)
       where not exists (select from balances b where b.trader_id = k.trader_id and b.token = k.token)
       order by 1, 2 on conflict do nothing;
    perform 1 from unnest(v_owners, v_tokens) as k(trader_id, token)
      join balances b on b.trader_id = k.trader_id and b.token = k.token
      order by b.trader_id, b.token for no key update of b;
  end if;
  v_now := clock_timestamp();
  select g.id, g.hash into v_genesis_id, v_genesis from genesis g order by g.id desc limit 1;

  return query
  with judged as materialized (
    select op.*, case when op.kind = any (v_done) then 'done' when op.kind = any (v_ended) then 'ended' else 'open' end as phase,
           o.trader_id, o.token_in, o.token_out, o.amount_in as order_amount_in, o.status as from_status, o.attempt as from_attempt,
           o.event_seq, t.last_seq,
           case op.kind when 'retry' then 'routing' when 'rest' then 'pending' else op.kind end as target,
      case
        when o.id is null or o.lease_epoch <> op.epoch then 'stale'
        when o.final_at is not null or o.lease_until is null then 'stale'
        when op.kind = 'release' then 'ok'
        when op.kind in ('building', 'submitted') and o.valid_until <= v_now then 'expired'
        when op.kind = 'expired' and o.valid_until > v_now then 'illegal'
        when op.kind = 'submitted' and op.genesis <> v_genesis then 'other_chain'
        when o.status || ' ' || case op.kind when 'retry' then 'routing' when 'rest' then 'pending' else op.kind end <> all (v_steps) then 'illegal'
        when op.kind = 'rest' and (o.status = 'pending' or (o.type = any (v_rests)) is not true) then 'illegal'
        when op.kind = 'retry' and (o.status = 'pending' or o.attempt >= o.last_attempt) then 'illegal'
        when op.kind = any (v_done) and (u.signature is distinct from op.signature or op.amount_in <> o.amount_in or op.amount_out < o.min_out) then 'illegal'
        when (op.kind in ('retry', 'rest') or op.kind = any (v_ended)) and o.status = 'submitted'
             and (op.submission_outcome is null or u.signature is distinct from op.signature) then 'illegal'
        when op.kind in ('building', 'submitted', 'retry', 'rest') and o.cancel_requested_at is not null then 'cancelled'
        when op.kind in ('retry', 'rest') and o.valid_until <= v_now then 'expired'
        else 'ok'
      end as verdict
    from jsonb_to_recordset(p_ops) as op(
        ord int, order_id uuid, epoch bigint, kind text, data jsonb, signature text, transaction text, last_valid_block_height bigint,
        slot bigint, amount_in numeric, amount_out numeric, legs jsonb, residues jsonb, failure jsonb, quotes jsonb,
        submission_outcome text, submission_error text, delay_ms int, genesis text)
    left join lateral (select * from orders o where o.id = op.order_id limit 1) o on true
    left join lateral (select t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select u.signature from submissions u where u.order_id = o.id and u.outcome = 'live' limit 1) u on true
  ), steps as materialized (
    select j.*, j.last_seq + row_number() over (partition by j.trader_id order by j.ord) as seq,
           j.from_attempt + (j.kind = 'retry')::int as attempt,
           case when j.phase <> 'open' then nextval('engine.transfers_id_seq') end as transfer_id
      from judged j where j.verdict = 'ok' and j.kind <> 'release'
  ), moved as (
    update orders o set
        status = s.target, attempt = s.attempt, event_seq = o.event_seq + 1,
        begun_attempt = case when s.kind = 'retry' and s.delay_ms = 0 then s.attempt else o.begun_attempt end,
        signature = case when s.kind = 'submitted' then s.signature else o.signature end,
        failure = case when s.target = 'failed' then s.failure end,
        final_at = case when s.phase <> 'open' then v_now end,
        resting = s.kind = 'rest', resting_xid = case when s.kind = 'rest' then pg_current_xact_id() end,
        next_run_at = case when s.kind in ('retry', 'rest') and s.delay_ms > 0 then v_now + make_interval(secs => s.delay_ms / 1000.0) end,
        lease_until = case when s.phase <> 'open' or s.kind = 'rest' or (s.kind = 'retry' and s.delay_ms > 0) then null else o.lease_until end,
        dispatch_at = case when s.phase <> 'open' then null
                           when s.kind = 'rest' then o.valid_until
                           when s.kind = 'retry' and s.delay_ms > 0 then v_now + make_interval(secs => s.delay_ms / 1000.0 + 1)
                           else o.dispatch_at end
      from steps s where o.id = s.order_id
  ), released as (
    update orders o set
        lease_until = null, next_run_at = case when j.delay_ms > 0 then v_now + make_interval(secs => j.delay_ms / 1000.0) end,
        dispatch_at = v_now + make_interval(secs => j.delay_ms / 1000.0 + 1),
        begun_attempt = case when o.status = 'routing' then o.attempt - 1 else o.begun_attempt end
      from judged j where j.kind = 'release' and j.verdict = 'ok' and o.id = j.order_id
  ), counted as (
    update traders t set last_seq = c.last from (select s.trader_id, max(s.seq) as last from steps s group by 1) c where t.id = c.trader_id
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select s.order_id, s.event_seq + 1, s.trader_id, s.seq, s.target, s.phase, s.attempt, s.epoch, v_now,
           case s.kind
             when 'submitted' then jsonb_build_object('version', 1, 'signature', s.signature, 'lastValidBlockHeight', s.last_valid_block_height)
             when 'confirmed' then jsonb_build_object('version', 1, 'fill', jsonb_build_object('amountIn', s.amount_in::text, 'amountOut', s.amount_out::text,
                                     'legs', s.legs, 'residues', s.residues, 'signature', s.signature, 'slot', s.slot))
             when 'failed' then jsonb_build_object('version', 1, 'failure', s.failure, 'quotes', s.quotes)
             when 'cancelled' then '{"version": 1}'::jsonb
             when 'expired' then jsonb_build_object('version', 1, 'missed', coalesce(s.failure, (
                                   select coalesce(e.data #> '{retry,failure}', nullif(e.data -> 'missed', 'null')) from order_events e where e.order_id = s.order_id and e.seq = s.event_seq)))
             when 'rest' then (select terms_of_order(o, v_now) from orders o where o.id = s.order_id) || jsonb_build_object('missed', s.failure, 'delayMs', s.delay_ms)
             when 'retry' then jsonb_build_object('version', 1, 'fired', null, 'retry', jsonb_build_object('failure', s.failure, 'quotes', s.quotes, 'delayMs', s.delay_ms))
             else s.data
           end
      from steps s
  ), closed as (
    update submissions u set
        outcome = case when s.phase = 'done' then 'landed' else s.submission_outcome end,
        slot = case when s.phase = 'done' or s.submission_outcome = 'failed' then s.slot end,
        error = s.submission_error, settled_at = v_now
      from steps s
     where s.from_status = 'submitted' and u.order_id = s.order_id and u.outcome = 'live'
  ), new_submissions as (
    insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at, genesis_id)
    select s.order_id, s.attempt, s.epoch, s.signature, decode(s.transaction, 'base64'), s.last_valid_block_height, 'live', v_now, v_genesis_id
      from steps s where s.kind = 'submitted'
  ), new_fills as (
    insert into fills (order_id, signature, slot, amount_in, amount_out, legs, residues, settled_at)
    select s.order_id, s.signature, s.slot, s.amount_in, s.amount_out, s.legs, s.residues, v_now from steps s where s.phase = 'done'
  ), new_transfers as (
    insert into transfers (id, kind, trader_id, order_id, at) overriding system value
    select s.transfer_id, case s.phase when 'done' then 'settle' else 'release' end, s.trader_id, s.order_id, v_now
      from steps s where s.transfer_id is not null
  ), new_lines as (
    insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select s.transfer_id, l.line, l.account, s.trader_id, l.token, l.amount
      from steps s
     cross join lateral (
       select v.line, v.account, v.token, v.amount from (values
         ('done', 1::smallint, 'held', s.token_in, -s.order_amount_in), ('done', 2::smallint, 'market', s.token_in, s.order_amount_in),
         ('done', 3::smallint, 'market', s.token_out, -s.amount_out), ('done', 4::smallint, 'available', s.token_out, s.amount_out),
         ('ended', 1::smallint, 'held', s.token_in, -s.order_amount_in), ('ended', 2::smallint, 'available', s.token_in, s.order_amount_in)
       ) as v(phase, line, account, token, amount) where v.phase = s.phase
       union all
       select (3 + 2 * r.n + a.side)::smallint, a.account, r.value ->> 'token', a.sign * (r.value ->> 'amount')::numeric
         from jsonb_array_elements(s.residues) with ordinality as r(value, n)
        cross join (values (0, 'market', -1), (1, 'available', 1)) as a(side, account, sign)
        where s.phase = 'done') l
     where s.transfer_id is not null
  ), moved_balances as (
    update balances b set available = b.available + d.available, held = b.held + d.held
      from (
        select s.trader_id, e.token, sum(e.available) as available, sum(e.held) as held
          from steps s
         cross join lateral (
           select s.token_in as token, case s.phase when 'ended' then s.order_amount_in else 0 end as available, -s.order_amount_in as held
           union all
           select s.token_out, s.amount_out, 0 where s.phase = 'done'
           union all
           select r ->> 'token', (r ->> 'amount')::numeric, 0 from jsonb_array_elements(s.residues) r where s.phase = 'done'
         ) e
         where s.transfer_id is not null group by 1, 2
      ) d
     where b.trader_id = d.trader_id and b.token = d.token
  )
  select j.ord, j.verdict, case when j.kind <> 'release' then j.trader_id end, v_now from judged j;
end
$$;

revoke all on function engine.apply_transitions from public;
grant execute on function engine.apply_transitions to engine_app;
