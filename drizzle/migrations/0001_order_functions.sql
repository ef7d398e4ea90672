-- The engine's atomic operations and the rules that hold whoever writes.
--
-- Every operation is one function, one round trip and one transaction over a batch of items. All take their locks in the same order
-- (orders by id, traders by id, balances by trader and token), so that batches can't deadlock. What is refused comes back as a row.
-- The application's role may call the functions and read; it may not write the tables.

-- Which step the lifecycle allows (core/order/lifecycle.ts; a test holds the two together).
create function engine.is_legal(p_from text, p_to text) returns boolean
language sql immutable parallel safe as $$
  select case p_from
    when 'pending' then p_to in ('routing', 'failed')
    when 'routing' then p_to in ('routing', 'building', 'failed')
    when 'building' then p_to in ('routing', 'submitted', 'failed')
    when 'submitted' then p_to in ('routing', 'confirmed', 'failed')
    else false
  end
$$;
--> statement-breakpoint

-- Refuses updates that the lifecycle forbids: OE001 final order changed, OE002 illegal step, OE003 terms rewritten, OE004 counters turned back.
-- The guards join whole batches, which the functions that fire them switch off for their own plans.
create function engine.guard_orders() returns trigger language plpgsql set enable_hashjoin = on as $$
declare
  v_id uuid;
  v_code text;
begin
  select c.id, c.code into v_id, v_code from (
    select a.id,
      case
        when b.final_at is not null then 'OE001'
        when (a.status <> b.status or a.event_seq > b.event_seq) and not engine.is_legal(b.status, a.status) then 'OE002'
        when (a.trader_id, a.idempotency_key, a.fingerprint, a.type, a.token_in, a.token_out, a.amount_in, a.slippage_bps, a.min_out, a.accepted_at, a.valid_until)
             is distinct from
             (b.trader_id, b.idempotency_key, b.fingerprint, b.type, b.token_in, b.token_out, b.amount_in, b.slippage_bps, b.min_out, b.accepted_at, b.valid_until)
             then 'OE003'
        when a.lease_epoch < b.lease_epoch or a.event_seq not between b.event_seq and b.event_seq + 1 or a.attempt not between b.attempt and b.attempt + 1
             or (a.attempt > b.attempt and a.status <> 'routing') then 'OE004'
      end as code
    from before b join after a using (id)
  ) c where c.code is not null limit 1;
  if found then
    raise exception 'order %: %', v_id,
      case v_code when 'OE001' then 'it is final' when 'OE002' then 'the lifecycle forbids this step' when 'OE003' then 'its terms are fixed'
                  else 'epoch, sequence and attempt only count up' end using errcode = v_code;
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger guard_orders after update on engine.orders
  referencing old table as before new table as after for each statement execute function engine.guard_orders();
--> statement-breakpoint

-- OE005: a transfer that does not sum to zero per token, or lines of a transfer that does not exist.
create function engine.guard_ledger() returns trigger language plpgsql set enable_hashjoin = on as $$
declare
  v_id bigint;
begin
  select l.transfer_id into v_id from added l group by l.transfer_id, l.token having sum(l.amount) <> 0 limit 1;
  if found then raise exception 'transfer % does not sum to zero', v_id using errcode = 'OE005'; end if;
  select l.transfer_id into v_id from (select distinct transfer_id from added) l
    where not exists (select from engine.transfers t where t.id = l.transfer_id) limit 1;
  if found then raise exception 'there is no transfer %', v_id using errcode = 'OE005'; end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger guard_ledger after insert on engine.ledger_lines
  referencing new table as added for each statement execute function engine.guard_ledger();
--> statement-breakpoint

-- OE006: history is written once.
create function engine.refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception '% is written once and never changed', tg_table_name using errcode = 'OE006';
end
$$;
--> statement-breakpoint
create trigger written_once before update or delete or truncate on engine.order_events for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint
create trigger written_once before update or delete or truncate on engine.fills for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint
create trigger written_once before update or delete or truncate on engine.transfers for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint
create trigger written_once before update or delete or truncate on engine.ledger_lines for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint
create trigger never_deleted before delete or truncate on engine.orders for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint
create trigger never_deleted before delete or truncate on engine.submissions for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint

alter table engine.orders set (fillfactor = 70);
--> statement-breakpoint
alter table engine.balances set (fillfactor = 50);
--> statement-breakpoint
alter table engine.traders set (fillfactor = 50);
--> statement-breakpoint
alter table engine.submissions set (fillfactor = 80);
--> statement-breakpoint
insert into engine.controls default values;
--> statement-breakpoint

-- Opens a trader: row, balances and the first deposit, once.
-- In: the trader, the wallet's address, the grant as {"<mint>": "<base units>"}. Out: true when it was opened now.
-- Locks: the trader's row.
create function engine.open_trader(p_trader text, p_wallet text, p_grant jsonb) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
  insert into traders (id, wallet) values (p_trader, p_wallet) on conflict do nothing;
  if not found then return false; end if;
  insert into transfers (kind, trader_id, at) values ('deposit', p_trader, clock_timestamp()) returning id into v_transfer;
  insert into balances (trader_id, token, available, held)
    select p_trader, g.key, g.value::numeric, 0 from jsonb_each_text(p_grant) g order by g.key;
  insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select v_transfer, (row_number() over (order by g.key, s.sign))::smallint, s.account, p_trader, g.key, s.sign * g.value::numeric
      from jsonb_each_text(p_grant) g cross join (values ('available', 1), ('faucet', -1)) as s(account, sign);
  return true;
end
$$;
--> statement-breakpoint

-- Brings each available balance that is below its grant up to it. Out: true when anything was added.
-- Locks: the trader, then its balances by token.
create function engine.top_up(p_trader text, p_grant jsonb) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
  perform 1 from traders t where t.id = p_trader for no key update;
  if not found then return false; end if;
  insert into balances (trader_id, token, available, held)
    select p_trader, g.key, 0, 0 from jsonb_each_text(p_grant) g order by g.key on conflict do nothing;
  perform 1 from balances b where b.trader_id = p_trader order by b.token for no key update;
  if not exists (select from balances b join jsonb_each_text(p_grant) g on g.key = b.token
                  where b.trader_id = p_trader and b.available < g.value::numeric) then
    return false;
  end if;
  insert into transfers (kind, trader_id, at) values ('deposit', p_trader, clock_timestamp()) returning id into v_transfer;
  insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select v_transfer, (row_number() over (order by b.token, s.sign))::smallint, s.account, p_trader, b.token, s.sign * (g.value::numeric - b.available)
      from balances b join jsonb_each_text(p_grant) g on g.key = b.token
     cross join (values ('available', 1), ('faucet', -1)) as s(account, sign)
     where b.trader_id = p_trader and b.available < g.value::numeric;
  update balances b set available = g.value::numeric from jsonb_each_text(p_grant) g
   where b.trader_id = p_trader and b.token = g.key and b.available < g.value::numeric;
  return true;
end
$$;
--> statement-breakpoint

-- The plans of the functions below are made once a session, often while the tables are all but empty. Nested loops over indexes stay right
-- when the tables grow, so other plans are switched off; no step joins one batch with another.

-- Accepts orders: order, hold and first event, all or nothing for each item.
-- In: trader and token paid of each item, for the locks, and the items [{ord, order_id, trader_id, idempotency_key, fingerprint, type, token_in,
--   token_out, amount_in, slippage_bps, requested_min_out, min_out, quoted_out, quote_slot, valid_for_ms, refusal}]; `refusal` is an error code
--   when the server already knows why not.
-- Out, a row an item: verdict 'accepted'; 'known' (same key, same request: order_id is the order of then); 'conflict' (same key, other
--   request); 'no_trader'; 'again' (decide anew in the next batch: an earlier item of this one stands in the way); or an error code.
--   The key is checked first, then the pause, then `refusal`, then the balance.
-- Locks: traders by id, then balances by trader and token.
create function engine.accept_orders(p_traders text[], p_tokens text[], p_items jsonb)
returns table (ord int, verdict text, order_id uuid, trader_seq bigint, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_paused boolean;
begin
  perform 1 from traders t where t.id = any (p_traders) order by t.id for no key update;
  perform 1 from (select distinct k.trader_id, k.token from unnest(p_traders, p_tokens) as k(trader_id, token)) k
    join balances b on b.trader_id = k.trader_id and b.token = k.token
    order by b.trader_id, b.token for no key update of b;
  v_now := clock_timestamp();
  select c.intake_paused into v_paused from controls c;

  return query
  with judged as materialized (
    select i.*, o.id as known_id, t.last_seq, b.available,
      case
        when t.id is null then 'no_trader'
        when o.id is not null and o.fingerprint = i.fingerprint then 'known'
        when o.id is not null then 'conflict'
        when i.nth_of_key > 1 then 'again'
        when v_paused then 'INTAKE_PAUSED'
        when i.refusal is not null then i.refusal
        when i.amount_in > coalesce(b.available, 0) then 'INSUFFICIENT_BALANCE'
        else 'accepted'
      end as first_verdict
    from (
      select x.*, row_number() over (partition by x.trader_id, x.idempotency_key order by x.ord) as nth_of_key
        from jsonb_to_recordset(p_items) as x(
          ord int, order_id uuid, trader_id text, idempotency_key text, fingerprint text, type text, token_in text, token_out text,
          amount_in numeric, slippage_bps int, requested_min_out numeric, min_out numeric, quoted_out numeric, quote_slot bigint,
          valid_for_ms int, refusal text)
    ) i
    left join lateral (select t.id, t.last_seq from traders t where t.id = i.trader_id limit 1) t on true
    left join lateral (select o.id, o.fingerprint from orders o where o.trader_id = i.trader_id and o.idempotency_key = i.idempotency_key limit 1) o on true
    left join lateral (select b.available from balances b where b.trader_id = i.trader_id and b.token = i.token_in limit 1) b on true
  ), weighed as materialized (
    select j.*,
      case when j.first_verdict = 'accepted'
            and sum(j.amount_in) filter (where j.first_verdict = 'accepted') over (partition by j.trader_id, j.token_in order by j.ord) > j.available
           then 'again' else j.first_verdict end as verdict
    from judged j
  ), numbered as materialized (
    select w.*, w.last_seq + row_number() over (partition by w.trader_id, w.verdict = 'accepted' order by w.ord) as seq from weighed w
  ), fresh as materialized (
    select n.*, nextval('engine.transfers_id_seq') as transfer_id from numbered n where n.verdict = 'accepted'
  ), new_orders as (
    insert into orders (id, trader_id, idempotency_key, fingerprint, type, token_in, token_out, amount_in, slippage_bps, requested_min_out,
                        min_out, quoted_out, quote_slot, accepted_at, valid_until, status, event_seq, dispatch_at)
    select f.order_id, f.trader_id, f.idempotency_key, f.fingerprint, f.type, f.token_in, f.token_out, f.amount_in, f.slippage_bps,
           f.requested_min_out, f.min_out, f.quoted_out, f.quote_slot, v_now, v_now + make_interval(secs => f.valid_for_ms / 1000.0),
           'pending', 1, v_now + interval '3 seconds'
      from fresh f
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, attempt, epoch, at, data)
    select f.order_id, 1, f.trader_id, f.seq, 'pending', 0, 0, v_now,
           jsonb_build_object('minOut', f.min_out::text, 'quotedOut', f.quoted_out::text)
      from fresh f
  ), new_transfers as (
    insert into transfers (id, kind, trader_id, order_id, at) overriding system value select f.transfer_id, 'hold', f.trader_id, f.order_id, v_now from fresh f
  ), new_lines as (
    insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select f.transfer_id, s.line, s.account, f.trader_id, f.token_in, s.sign * f.amount_in
      from fresh f cross join (values (1::smallint, 'available', -1), (2::smallint, 'held', 1)) as s(line, account, sign)
  ), held as (
    update balances b set available = b.available - h.total, held = b.held + h.total
      from (select f.trader_id, f.token_in, sum(f.amount_in) as total from fresh f group by 1, 2) h
     where b.trader_id = h.trader_id and b.token = h.token_in
  ), counted as (
    update traders t set last_seq = c.last from (select f.trader_id, max(f.seq) as last from fresh f group by 1) c where t.id = c.trader_id
  )
  select n.ord, n.verdict, coalesce(n.known_id, n.order_id), n.seq, v_now from numbered n;
end
$$;
--> statement-breakpoint

-- Claims orders for a worker: a lease with a new epoch, and the step to `routing` where the next thing to do is an attempt.
-- In: distinct orders, the worker's name, the lease in ms.
-- Out, a row an order: verdict 'claimed', or why not: 'unknown', 'final', 'leased' (another holds it), 'waiting' (not due before next_run_at).
--   A claimed order with a live submission comes with it and must be asked about on the chain before anything else. `ending` says that the
--   order may not be tried (again): EXPIRED or ATTEMPTS_EXHAUSTED; the worker then commits that end. A crash in `routing` or `building` uses
--   its attempt up. `event` is true when an event was written.
-- Locks: orders by id, then traders by id.
create function engine.claim_orders(p_orders uuid[], p_owner text, p_lease_ms int)
returns table (order_id uuid, verdict text, event boolean, ending text, epoch bigint, trader_id text, wallet text, status text, attempt smallint,
               token_in text, token_out text, amount_in numeric, min_out numeric, valid_until timestamptz, next_run_at timestamptz,
               signature text, transaction bytea, last_valid_block_height bigint)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_traders text[];
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (p_orders) and o.status in ('pending', 'routing', 'building');
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  v_now := clock_timestamp();

  return query
  with judged as materialized (
    select o.*, i.id as asked, t.wallet, t.last_seq, u.signature as live_signature, u.transaction, u.last_valid_block_height,
      case
        when o.id is null then 'unknown'
        when o.final_at is not null then 'final'
        when o.lease_until > v_now then 'leased'
        when o.next_run_at > v_now then 'waiting'
        else 'claimed'
      end as verdict,
      case
        when o.status = 'submitted' then null
        when o.valid_until <= v_now then 'EXPIRED'
        when o.status in ('routing', 'building') and o.begun_attempt = o.attempt and o.attempt >= 3 then 'ATTEMPTS_EXHAUSTED'
      end as ending
    from unnest(p_orders) as i(id)
    left join lateral (select * from orders o where o.id = i.id limit 1) o on true
    left join lateral (select t.wallet, t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select * from submissions u where u.order_id = o.id and u.outcome = 'live' limit 1) u on true
  ), decided as materialized (
    select d.*, d.last_seq + row_number() over (partition by d.trader_id, d.steps order by d.id) as seq from (
      select j.*, coalesce(j.verdict = 'claimed' and j.ending is null
                           and (j.status = 'pending' or (j.status in ('routing', 'building') and j.begun_attempt = j.attempt)), false) as steps
        from judged j) d
  ), claimed as (
    update orders o
       set lease_epoch = o.lease_epoch + 1, lease_owner = p_owner, lease_until = v_now + make_interval(secs => p_lease_ms / 1000.0),
           next_run_at = null,
           status = case when d.steps then 'routing' else o.status end,
           attempt = o.attempt + d.steps::int,
           begun_attempt = case when d.ending is not null then o.begun_attempt else o.attempt + d.steps::int end,
           event_seq = o.event_seq + d.steps::int
      from decided d where o.id = d.id and d.verdict = 'claimed'
  ), counted as (
    update traders t set last_seq = c.last from (select d.trader_id, max(d.seq) as last from decided d where d.steps group by 1) c where t.id = c.trader_id
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, attempt, epoch, at, data)
    select d.id, d.event_seq + 1, d.trader_id, d.seq, 'routing', d.attempt + 1, d.lease_epoch + 1, v_now,
           case when d.status = 'pending' then '{"retry": null}'::jsonb
                else jsonb_build_object('retry', jsonb_build_object('delayMs', 0, 'quotes', null, 'failure', jsonb_build_object(
                       'code', 'INTERRUPTED', 'message', null, 'detail', 'the worker that held the order was lost in status ' || d.status))) end
      from decided d where d.steps
  )
  select d.asked, d.verdict, d.steps, d.ending, d.lease_epoch + 1, d.trader_id, d.wallet,
         case when d.steps then 'routing' else d.status end, (d.attempt + d.steps::int)::smallint,
         d.token_in, d.token_out, d.amount_in, d.min_out, d.valid_until, d.next_run_at,
         d.live_signature, d.transaction, d.last_valid_block_height
    from decided d;
end
$$;
--> statement-breakpoint

-- Commits steps of orders that the worker holds.
-- In: the orders (distinct), of which p_ending settle or fail; order and token of each residue, for the locks; and one operation each:
--   [{ord, order_id, epoch, kind, data, ...}] with kind
--   'building'                     the route is chosen (data: slot and decision)
--   'submitted'                    signature, transaction (base64), last_valid_block_height: committed before anything is sent
--   'confirmed'                    signature, slot, amount_in, amount_out, legs, residues [{token, amount}]: fill, ledger and final event
--   'retry'                        the next attempt: failure, quotes (of the route that was too poor, or null), delay_ms (0: go on under the same
--                                  lease); after a submission also submission_outcome 'failed' (with slot) or 'expired'
--   'failed'                       failure, quotes, and after a submission its submission_outcome
--   'release'                      hands the order back: delay_ms; no event, and an attempt in routing is not used up
-- Out, a row an operation: verdict 'ok'; 'expired' (building or submitted after valid_until: nobody executes yesterday's click); 'stale' (the epoch is not the order's: the lease was lost); 'illegal' (the order's state does not allow it).
-- Locks: orders by id, traders by id, balances by trader and token.
create function engine.apply_transitions(p_orders uuid[], p_ending uuid[], p_residue_orders uuid[], p_residue_tokens text[], p_ops jsonb)
returns table (ord int, verdict text, trader_id text, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_traders text[];
begin
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (p_orders);
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  if cardinality(p_ending) > 0 then
    insert into balances (trader_id, token, available, held)
      select distinct o.trader_id, k.token, 0, 0
        from (select id, null as token from unnest(p_ending) id union all select * from unnest(p_residue_orders, p_residue_tokens)) e(id, token)
        join orders o on o.id = e.id
       cross join lateral (select coalesce(e.token, o.token_out) as token) k
       where not exists (select from balances b where b.trader_id = o.trader_id and b.token = k.token)
       order by 1, 2 on conflict do nothing;
    perform 1 from (
        select distinct o.trader_id, k.token
          from (select id, null as token from unnest(p_ending) id union all select * from unnest(p_residue_orders, p_residue_tokens)) e(id, token)
          join orders o on o.id = e.id
         cross join lateral (values (coalesce(e.token, o.token_in)), (coalesce(e.token, o.token_out))) as k(token)
      ) k join balances b on b.trader_id = k.trader_id and b.token = k.token
      order by b.trader_id, b.token for no key update of b;
  end if;
  v_now := clock_timestamp();

  return query
  with judged as materialized (
    select op.*, o.trader_id, o.token_in, o.token_out, o.amount_in as order_amount_in, o.status as from_status, o.attempt as from_attempt,
           o.event_seq, t.last_seq,
           case op.kind when 'retry' then 'routing' else op.kind end as target,
      case
        when o.id is null or o.lease_epoch <> op.epoch then 'stale'
        when o.final_at is not null or o.lease_until is null then 'stale'
        when op.kind = 'release' then 'ok'
        when op.kind in ('building', 'submitted') and o.valid_until <= v_now then 'expired'
        when not is_legal(o.status, case op.kind when 'retry' then 'routing' else op.kind end) then 'illegal'
        when op.kind = 'retry' and (o.status = 'pending' or o.attempt >= 3) then 'illegal'
        when op.kind = 'confirmed' and (u.signature is distinct from op.signature or op.amount_in <> o.amount_in or op.amount_out < o.min_out) then 'illegal'
        when op.kind in ('retry', 'failed') and o.status = 'submitted'
             and (op.submission_outcome is null or u.signature is distinct from op.signature) then 'illegal'
        else 'ok'
      end as verdict
    from jsonb_to_recordset(p_ops) as op(
        ord int, order_id uuid, epoch bigint, kind text, data jsonb, signature text, transaction text, last_valid_block_height bigint,
        slot bigint, amount_in numeric, amount_out numeric, legs jsonb, residues jsonb, failure jsonb, quotes jsonb,
        submission_outcome text, submission_error text, delay_ms int)
    left join lateral (select * from orders o where o.id = op.order_id limit 1) o on true
    left join lateral (select t.last_seq from traders t where t.id = o.trader_id limit 1) t on true
    left join lateral (select u.signature from submissions u where u.order_id = o.id and u.outcome = 'live' limit 1) u on true
  ), steps as materialized (
    select j.*, j.last_seq + row_number() over (partition by j.trader_id order by j.ord) as seq,
           j.from_attempt + (j.kind = 'retry')::int as attempt,
           case when j.kind in ('confirmed', 'failed') then nextval('engine.transfers_id_seq') end as transfer_id
      from judged j where j.verdict = 'ok' and j.kind <> 'release'
  ), moved as (
    update orders o set
        status = s.target, attempt = s.attempt, event_seq = o.event_seq + 1,
        begun_attempt = case when s.kind = 'retry' and s.delay_ms = 0 then s.attempt else o.begun_attempt end,
        signature = case when s.kind = 'submitted' then s.signature else o.signature end,
        failure = case when s.kind = 'failed' then s.failure end,
        final_at = case when s.kind in ('confirmed', 'failed') then v_now end,
        next_run_at = case when s.kind = 'retry' and s.delay_ms > 0 then v_now + make_interval(secs => s.delay_ms / 1000.0) end,
        lease_until = case when s.kind in ('confirmed', 'failed') or (s.kind = 'retry' and s.delay_ms > 0) then null else o.lease_until end,
        dispatch_at = case when s.kind in ('confirmed', 'failed') then null
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
    insert into order_events (order_id, seq, trader_id, trader_seq, status, attempt, epoch, at, data)
    select s.order_id, s.event_seq + 1, s.trader_id, s.seq, s.target, s.attempt, s.epoch, v_now,
           case s.kind
             when 'submitted' then jsonb_build_object('signature', s.signature, 'lastValidBlockHeight', s.last_valid_block_height)
             when 'confirmed' then jsonb_build_object('fill', jsonb_build_object('amountIn', s.amount_in::text, 'amountOut', s.amount_out::text,
                                     'legs', s.legs, 'residues', s.residues, 'signature', s.signature, 'slot', s.slot))
             when 'failed' then jsonb_build_object('failure', s.failure, 'quotes', s.quotes)
             when 'retry' then jsonb_build_object('retry', jsonb_build_object('failure', s.failure, 'quotes', s.quotes, 'delayMs', s.delay_ms))
             else s.data
           end
      from steps s
  ), closed as (
    update submissions u set
        outcome = case when s.kind = 'confirmed' then 'landed' else s.submission_outcome end,
        slot = case when s.kind = 'confirmed' or s.submission_outcome = 'failed' then s.slot end,
        error = s.submission_error, settled_at = v_now
      from steps s
     where s.from_status = 'submitted' and u.order_id = s.order_id and u.attempt = s.from_attempt and u.outcome = 'live'
  ), new_submissions as (
    insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at)
    select s.order_id, s.attempt, s.epoch, s.signature, decode(s.transaction, 'base64'), s.last_valid_block_height, 'live', v_now
      from steps s where s.kind = 'submitted'
  ), new_fills as (
    insert into fills (order_id, signature, slot, amount_in, amount_out, legs, residues, settled_at)
    select s.order_id, s.signature, s.slot, s.amount_in, s.amount_out, s.legs, s.residues, v_now from steps s where s.kind = 'confirmed'
  ), new_transfers as (
    insert into transfers (id, kind, trader_id, order_id, at) overriding system value
    select s.transfer_id, case s.kind when 'confirmed' then 'settle' else 'release' end, s.trader_id, s.order_id, v_now
      from steps s where s.transfer_id is not null
  ), new_lines as (
    insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select s.transfer_id, l.line, l.account, s.trader_id, l.token, l.amount
      from steps s
     cross join lateral (
       select v.line, v.account, v.token, v.amount from (values
         ('confirmed', 1::smallint, 'held', s.token_in, -s.order_amount_in), ('confirmed', 2::smallint, 'market', s.token_in, s.order_amount_in),
         ('confirmed', 3::smallint, 'market', s.token_out, -s.amount_out), ('confirmed', 4::smallint, 'available', s.token_out, s.amount_out),
         ('failed', 1::smallint, 'held', s.token_in, -s.order_amount_in), ('failed', 2::smallint, 'available', s.token_in, s.order_amount_in)
       ) as v(kind, line, account, token, amount) where v.kind = s.kind
       union all
       select (3 + 2 * r.n + a.side)::smallint, a.account, r.value ->> 'token', a.sign * (r.value ->> 'amount')::numeric
         from jsonb_array_elements(s.residues) with ordinality as r(value, n)
        cross join (values (0, 'market', -1), (1, 'available', 1)) as a(side, account, sign)
        where s.kind = 'confirmed') l
     where s.transfer_id is not null
  ), moved_balances as (
    update balances b set available = b.available + d.available, held = b.held + d.held
      from (
        select s.trader_id, e.token, sum(e.available) as available, sum(e.held) as held
          from steps s
         cross join lateral (
           select s.token_in as token, case s.kind when 'failed' then s.order_amount_in else 0 end as available, -s.order_amount_in as held
           union all
           select s.token_out, s.amount_out, 0 where s.kind = 'confirmed'
           union all
           select r ->> 'token', (r ->> 'amount')::numeric, 0 from jsonb_array_elements(s.residues) r where s.kind = 'confirmed'
         ) e
         where s.transfer_id is not null group by 1, 2
      ) d
     where b.trader_id = d.trader_id and b.token = d.token
  )
  select j.ord, j.verdict, case when j.kind <> 'release' then j.trader_id end, v_now from judged j;
end
$$;
--> statement-breakpoint

-- Prolongs the leases that a worker still holds. Out: the orders, with the epochs, that it has lost, because another has claimed them since.
-- Locks: orders by id.
create function engine.extend_leases(p_orders uuid[], p_epochs bigint[], p_lease_ms int) returns table (order_id uuid, epoch bigint)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_until timestamptz;
begin
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  v_until := clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0);
  update orders o set lease_until = v_until
    from unnest(p_orders, p_epochs) as h(id, epoch)
   where o.id = h.id and o.lease_epoch = h.epoch and o.lease_until is not null and o.final_at is null;
  return query
  select o.id, h.epoch from unnest(p_orders, p_epochs) as h(id, epoch) join orders o on o.id = h.id where o.lease_epoch <> h.epoch;
end
$$;
--> statement-breakpoint

-- Takes due orders that nobody holds, to be dispatched again, and looks at them next after p_again_ms. An order that is held stays due, so
-- that it is taken as soon as its lease has run out. Out: order and the epoch to dispatch under.
-- Locks: the rows it takes; skips what others hold.
create function engine.sweep_due(p_limit int, p_again_ms int) returns table (order_id uuid, epoch bigint)
language sql security definer set search_path = engine, pg_temp as $$
  update orders o set dispatch_at = clock_timestamp() + make_interval(secs => p_again_ms / 1000.0)
    from (
      select d.id from orders d
       where d.dispatch_at <= clock_timestamp() and (d.lease_until is null or d.lease_until <= clock_timestamp())
         and (d.next_run_at is null or d.next_run_at <= clock_timestamp())
       order by d.dispatch_at limit p_limit for no key update skip locked
    ) due
   where o.id = due.id
  returning o.id, o.lease_epoch
$$;
--> statement-breakpoint

-- Pauses or resumes the intake of new orders; the next acceptance sees it.
create function engine.pause_intake(p_paused boolean) returns void
language sql security definer set search_path = engine, pg_temp as $$
  update controls set intake_paused = p_paused
$$;
--> statement-breakpoint

-- Every violation of the promises that the tables can show; empty when all is well.
create view engine.audit as
  select 'transfer does not sum to zero' as rule, l.transfer_id::text as subject, l.token || ' ' || sum(l.amount) as detail
    from engine.ledger_lines l group by l.transfer_id, l.token having sum(l.amount) <> 0
  union all
  select 'balance differs from the ledger', coalesce(b.trader_id, s.trader_id) || ' ' || coalesce(b.token, s.token),
         concat('balance ', b.available, '/', b.held, ' ledger ', s.available, '/', s.held)
    from engine.balances b
    full join (
      select trader_id, token, coalesce(sum(amount) filter (where account = 'available'), 0) as available, coalesce(sum(amount) filter (where account = 'held'), 0) as held
        from engine.ledger_lines where account in ('available', 'held') group by 1, 2
    ) s on s.trader_id = b.trader_id and s.token = b.token
   where coalesce(b.available, 0) <> coalesce(s.available, 0) or coalesce(b.held, 0) <> coalesce(s.held, 0)
  union all
  select 'held differs from the open orders', b.trader_id || ' ' || b.token, concat('held ', b.held, ' open ', o.total)
    from engine.balances b
    left join (select trader_id, token_in, sum(amount_in) as total from engine.orders where final_at is null group by 1, 2) o
      on o.trader_id = b.trader_id and o.token_in = b.token
   where b.held <> coalesce(o.total, 0)
  union all
  select 'order without its hold', o.id::text, null from engine.orders o
   where not exists (select from engine.transfers t where t.order_id = o.id and t.kind = 'hold')
  union all
  select 'end of the hold does not fit the status', o.id::text, concat(o.status, ' ', t.kind)
    from engine.orders o left join engine.transfers t on t.order_id = o.id and t.kind in ('release', 'settle')
   where t.kind is distinct from case o.status when 'confirmed' then 'settle' when 'failed' then 'release' end
  union all
  select 'events of the order have a gap', o.id::text, concat('counter ', o.event_seq, ' events ', e.n, ' last ', e.last)
    from engine.orders o left join (select order_id, count(*) as n, max(seq) as last from engine.order_events group by 1) e on e.order_id = o.id
   where e.n is distinct from o.event_seq or e.last is distinct from o.event_seq
  union all
  select 'events of the trader have a gap', t.id, concat('counter ', t.last_seq, ' events ', e.n, ' last ', e.last)
    from engine.traders t left join (select trader_id, count(*) as n, max(trader_seq) as last from engine.order_events group by 1) e on e.trader_id = t.id
   where coalesce(e.n, 0) <> t.last_seq or coalesce(e.last, 0) <> t.last_seq
  union all
  select 'last event does not fit the status', o.id::text, concat(o.status, ' ', e.status)
    from engine.orders o join engine.order_events e on e.order_id = o.id and e.seq = o.event_seq where e.status <> o.status
  union all
  select 'fill does not fit the order', o.id::text, concat(o.status, ' ', f.amount_in, ' ', f.amount_out, ' ', u.outcome)
    from engine.orders o
    left join engine.fills f on f.order_id = o.id
    left join engine.submissions u on u.order_id = o.id and u.signature = f.signature
   where (o.status = 'confirmed') <> (f.order_id is not null)
      or (f.order_id is not null and (f.amount_in <> o.amount_in or f.amount_out < o.min_out or u.outcome is distinct from 'landed'))
  union all
  select 'fill differs from its settlement', f.order_id::text, concat(f.amount_in, ' ', f.amount_out, ' settled ', s.paid, ' ', s.received)
    from engine.fills f
    join engine.orders o on o.id = f.order_id
    left join lateral (
      select -sum(l.amount) filter (where l.account = 'held') as paid, sum(l.amount) filter (where l.account = 'available' and l.token = o.token_out) as received
        from engine.transfers t join engine.ledger_lines l on l.transfer_id = t.id where t.order_id = f.order_id and t.kind = 'settle'
    ) s on true
   where s.paid is distinct from f.amount_in or s.received is distinct from f.amount_out
  union all
  select 'live submission does not fit the status', o.id::text, o.status
    from engine.orders o left join engine.submissions u on u.order_id = o.id and u.outcome = 'live'
   where (o.status = 'submitted') <> (u.order_id is not null);
--> statement-breakpoint

-- The application's role: reads, and calls the functions. Roles are shared by the databases of a server, so another may have made it.
do $$
begin
  create role engine_app nologin;
exception when duplicate_object or unique_violation then null;
end
$$;
--> statement-breakpoint
do $$ begin execute format('grant engine_app to %I', current_user); end $$;
--> statement-breakpoint
revoke all on schema engine from public;
--> statement-breakpoint
grant usage on schema engine, auth to engine_app;
--> statement-breakpoint
grant select on all tables in schema engine to engine_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema auth to engine_app;
--> statement-breakpoint
revoke all on all functions in schema engine from public;
--> statement-breakpoint
grant execute on function engine.is_legal, engine.open_trader, engine.top_up, engine.accept_orders, engine.claim_orders, engine.apply_transitions,
  engine.extend_leases, engine.sweep_due, engine.pause_intake to engine_app;
