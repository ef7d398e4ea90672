CREATE TABLE "engine"."genesis" (
	"id" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "engine"."controls" ADD COLUMN "wallet_fingerprint" text;--> statement-breakpoint
ALTER TABLE "engine"."submissions" ADD COLUMN "genesis_id" bigint;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "incarnation" text;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "accepted_xid" xid8;
--> statement-breakpoint

-- What the engine trades on and signs with. The genesis with the highest id is the chain that is trusted now; submissions name the one that
-- they were made for, and rows of earlier versions belong to the first.
create trigger written_once before update or delete or truncate on engine.genesis for each statement execute function engine.refuse_rewrite();
--> statement-breakpoint

-- Which history of the database this is: the WAL timeline, which a promoted replica and a point-in-time recovery change, and the database's oid.
create function engine.incarnation() returns text language sql stable as $$
  select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || ':' || (select d.oid from pg_database d where d.datname = current_database())
$$;
--> statement-breakpoint
-- An order keeps where and in which transaction it was accepted. Rows that were restored from a dump have another xmin than that.
alter table engine.orders alter column incarnation set default engine.incarnation();
--> statement-breakpoint
alter table engine.orders alter column accepted_xid set default pg_current_xact_id();
--> statement-breakpoint

-- The genesis that the engine trades on. In: the hash that the chain tells, to be recorded when there is none yet; null only asks. Out: the
-- trusted one, null when there is none. Of processes that start at once one records it.
create function engine.trust_genesis(p_hash text) returns text
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_hash text;
begin
  select g.hash into v_hash from genesis g order by g.id desc limit 1;
  if v_hash is not null or p_hash is null then return v_hash; end if;
  insert into genesis (id, hash, seen_at) values (1, p_hash, clock_timestamp()) on conflict do nothing;
  select g.hash into v_hash from genesis g order by g.id desc limit 1;
  return v_hash;
end
$$;
--> statement-breakpoint

-- The operator's word: from now on the engine trades on this genesis, and submissions of earlier ones can never land. Out: the orders with
-- such a submission, which workers end next; null when the genesis is the trusted one already.
create function engine.accept_genesis(p_hash text) returns bigint
language plpgsql security definer set search_path = engine, pg_temp as $$
begin
  lock table genesis in share row exclusive mode;
  if p_hash = (select g.hash from genesis g order by g.id desc limit 1) then return null; end if;
  -- Submissions of a database without a recorded genesis belong to the first.
  insert into genesis (id, hash, seen_at) select 1, 'unrecorded', clock_timestamp() where not exists (select from genesis);
  insert into genesis (id, hash, seen_at) select coalesce(max(g.id), 0) + 1, p_hash, clock_timestamp() from genesis g;
  return (select count(*) from submissions u where u.outcome = 'live');
end
$$;
--> statement-breakpoint

-- The fingerprint of the secret that the wallets are derived from. In: that of the caller's secret, recorded when there is none. Out: the recorded one.
create function engine.wallet_fingerprint(p_fingerprint text) returns text
language sql security definer set search_path = engine, pg_temp as $$
  update controls set wallet_fingerprint = coalesce(wallet_fingerprint, p_fingerprint) returning wallet_fingerprint
$$;
--> statement-breakpoint

drop function engine.open_trader(text, text, jsonb, jsonb);
--> statement-breakpoint
drop function engine.claim_orders(uuid[], text, int);
--> statement-breakpoint

-- As before, and refused (OE007) when the wallet was derived from another secret than the database's. In: also the fingerprint of the secret.
create function engine.open_trader(p_trader text, p_wallet text, p_grant jsonb, p_marks jsonb default null, p_fingerprint text default null) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
  if p_fingerprint is not null and exists (select from controls c where c.wallet_fingerprint is distinct from p_fingerprint) then
    raise exception 'the wallet of trader % was made from another secret', p_trader using errcode = 'OE007';
  end if;
  insert into traders (id, wallet) values (p_trader, p_wallet) on conflict do nothing;
  if not found then return false; end if;
  insert into transfers (kind, trader_id, at, marks) values ('deposit', p_trader, clock_timestamp(), p_marks) returning id into v_transfer;
  insert into balances (trader_id, token, available, held)
    select p_trader, g.key, g.value::numeric, 0 from jsonb_each_text(p_grant) g order by g.key;
  insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select v_transfer, (row_number() over (order by g.key, s.sign))::smallint, s.account, p_trader, g.key, s.sign * g.value::numeric
      from jsonb_each_text(p_grant) g cross join (values ('available', 1), ('faucet', -1)) as s(account, sign);
  return true;
end
$$;
--> statement-breakpoint

-- As before, and `past`: what the worker has to ask the chain before it attempts the order, or ends it without an attempt.
--   'fresh'     accepted just now and never claimed: nothing
--   'aged'      for a landed transaction of the order, before an attempt
--   'reopened'  the same before an end too: Postgres or the worker started after the order was accepted
--   'restored'  and to wait until nothing that was signed before can land: the row comes from another history of the database
-- In: also since when the worker runs, Unix seconds by this database's clock. Out: also the genesis of the live submission, and whether the
-- operator has given that one up (`abandoned`).
create function engine.claim_orders(p_orders uuid[], p_owner text, p_lease_ms int, p_worker_since double precision default null)
returns table (order_id uuid, verdict text, event boolean, ending text, epoch bigint, trader_id text, wallet text, status text, attempt smallint,
               token_in text, token_out text, amount_in numeric, min_out numeric, valid_until timestamptz, next_run_at timestamptz,
               signature text, transaction bytea, last_valid_block_height bigint, genesis text, abandoned boolean, past text, accepted_at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_traders text[];
  v_incarnation text := incarnation();
  v_continuous_since timestamptz := greatest(pg_postmaster_start_time(), to_timestamp(p_worker_since));
  v_genesis bigint;
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  select array_agg(distinct o.trader_id) into v_traders from orders o where o.id = any (p_orders) and o.status in ('pending', 'routing', 'building');
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  v_now := clock_timestamp();
  select max(g.id) into v_genesis from genesis g;

  return query
  with judged as materialized (
    select o.*, i.id as asked, t.wallet, t.last_seq, u.signature as live_signature, u.transaction, u.last_valid_block_height,
      g.hash as live_genesis, coalesce(g.id < v_genesis, false) as abandoned,
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
      end as ending,
      case
        when o.incarnation <> v_incarnation or e.xmin <> xid(o.accepted_xid) then 'restored'
        when p_worker_since is null or o.accepted_at <= v_continuous_since then 'reopened'
        when o.lease_epoch > 0 or o.accepted_at <= v_now - interval '5 seconds' then 'aged'
        else 'fresh'
      end as past
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
         d.live_signature, d.transaction, d.last_valid_block_height, d.live_genesis, d.abandoned, d.past, d.accepted_at
    from decided d;
end
$$;
--> statement-breakpoint

-- As before, but: 'retry' after valid_until is 'expired' (this clock decides, not a worker's); 'submitted' names the genesis that it was built
-- for, and is 'other_chain' when that is not the trusted one.
create or replace function engine.apply_transitions(p_orders uuid[], p_ending uuid[], p_residue_orders uuid[], p_residue_tokens text[], p_ops jsonb)
returns table (ord int, verdict text, trader_id text, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_traders text[];
  v_genesis_id bigint;
  v_genesis text;
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
  select g.id, g.hash into v_genesis_id, v_genesis from genesis g order by g.id desc limit 1;

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
        when op.kind = 'submitted' and op.genesis <> v_genesis then 'other_chain'
        when not is_legal(o.status, case op.kind when 'retry' then 'routing' else op.kind end) then 'illegal'
        when op.kind = 'retry' and (o.status = 'pending' or o.attempt >= 3) then 'illegal'
        when op.kind = 'confirmed' and (u.signature is distinct from op.signature or op.amount_in <> o.amount_in or op.amount_out < o.min_out) then 'illegal'
        when op.kind in ('retry', 'failed') and o.status = 'submitted'
             and (op.submission_outcome is null or u.signature is distinct from op.signature) then 'illegal'
        when op.kind = 'retry' and o.valid_until <= v_now then 'expired'
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
     where s.from_status = 'submitted' and u.order_id = s.order_id and u.outcome = 'live'
  ), new_submissions as (
    insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at, genesis_id)
    select s.order_id, s.attempt, s.epoch, s.signature, decode(s.transaction, 'base64'), s.last_valid_block_height, 'live', v_now, v_genesis_id
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

-- Takes a transaction into the books that the chain executed for the order and that they do not know: the database is older than the chain.
-- The order goes on to `submitted` with it, step by step; the worker settles it next. What the books hold for alive is closed: two
-- submissions of an order are never alive at once, so it was dead before this one was signed.
-- In: the order and its epoch, the signature, the attempt of its memo, its slot, the genesis it landed on.
-- Out: 'ok'; 'stale' (the lease was lost); 'illegal' (that attempt has another submission, or none is left).
-- Locks: the order, then its trader.
create function engine.adopt_landing(p_order uuid, p_epoch bigint, p_signature text, p_attempt smallint, p_slot bigint, p_genesis text)
returns table (verdict text, trader_id text)
language plpgsql security definer set search_path = engine, pg_temp as $$
#variable_conflict use_column
declare
  o orders%rowtype;
  v_next text;
  v_seq bigint;
  v_data jsonb;
  v_now timestamptz;
begin
  select * into o from orders where id = p_order for no key update;
  if not found or o.lease_epoch <> p_epoch or o.final_at is not null or o.lease_until is null then
    return query select 'stale', null::text;
    return;
  end if;
  perform 1 from traders t where t.id = o.trader_id for no key update;
  if exists (select from submissions u where u.order_id = o.id and u.outcome = 'live' and u.signature = p_signature) then
    return query select 'ok', null::text;
    return;
  end if;
  if p_attempt not between 1 and 3 or (o.status = 'submitted' and o.attempt >= 3)
     or exists (select from submissions u where u.order_id = o.id and u.attempt = p_attempt) then
    return query select 'illegal', null::text;
    return;
  end if;
  v_now := clock_timestamp();
  update submissions u set outcome = 'expired', settled_at = v_now where u.order_id = o.id and u.outcome = 'live';
  while o.status <> 'submitted' or v_next is null loop
    v_next := case
      when o.status in ('pending', 'submitted') or o.attempt < p_attempt then 'routing'
      when o.status = 'routing' then 'building' else 'submitted' end;
    v_data := case v_next
      when 'routing' then jsonb_build_object('retry', case when o.status <> 'pending' then jsonb_build_object('delayMs', 0, 'quotes', null,
        'failure', jsonb_build_object('code', 'INTERRUPTED', 'message', null, 'detail', 'the chain knows a later attempt than the books')) end)
      when 'building' then jsonb_build_object('slot', p_slot, 'decision', jsonb_build_object('kind', 'no-route', 'mintIn', o.token_in, 'mintOut', o.token_out,
        'amountIn', o.amount_in::text, 'venues', '[]'::jsonb, 'reason', 'no-pool', 'message', 'The quotes of this attempt are lost; it was found on the chain.'))
      else jsonb_build_object('signature', p_signature, 'lastValidBlockHeight', p_slot) end;
    o.attempt := o.attempt + (v_next = 'routing')::int;
    update orders set status = v_next, attempt = o.attempt, begun_attempt = o.attempt, event_seq = event_seq + 1,
        signature = case v_next when 'submitted' then p_signature else signature end
     where id = o.id returning * into o;
    update traders t set last_seq = t.last_seq + 1 where t.id = o.trader_id returning t.last_seq into v_seq;
    insert into order_events (order_id, seq, trader_id, trader_seq, status, attempt, epoch, at, data)
      values (o.id, o.event_seq, o.trader_id, v_seq, v_next, o.attempt, p_epoch, v_now, v_data);
  end loop;
  insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at, genesis_id)
    values (o.id, p_attempt, p_epoch, p_signature, '', p_slot, 'live', v_now, (select max(g.id) from genesis g where g.hash = p_genesis));
  return query select 'ok', o.trader_id;
end
$$;
--> statement-breakpoint

revoke all on function engine.open_trader, engine.claim_orders, engine.trust_genesis, engine.accept_genesis, engine.wallet_fingerprint,
  engine.adopt_landing, engine.incarnation from public;
--> statement-breakpoint
grant execute on function engine.open_trader, engine.claim_orders, engine.trust_genesis, engine.accept_genesis, engine.wallet_fingerprint,
  engine.adopt_landing to engine_app;
--> statement-breakpoint
grant select on engine.genesis to engine_app;
