-- Accepts orders: order, hold and first event, all or nothing for each item.
-- In: the items [{ord, order_id, trader_id, idempotency_key, fingerprint, type, token_in, token_out, amount_in, slippage_bps,
--   requested_min_out, min_out, quoted_out, quote_slot, valid_for_ms, trigger, refusal, session_id, key_id}]. `refusal` is an error code when the
--   server already knows why not; `session_id` or `key_id` is the credential that the order came with.
-- Out, one row per item: verdict 'accepted'; 'known' (same key, same request: order_id is the earlier order); 'conflict' (same key, another
--   request); 'no_trader'; 'again' (an earlier item of this batch decides: send it again in the next batch); or an error code.
--   Checked in this order: the credential ('UNAUTHENTICATED' when it has ended), the idempotency key, the pause, `refusal`, the number of the
--   trader's resting orders (at most 500: 'TOO_MANY_OPEN_ORDERS'), the balance.
-- An order of a kind that rests waits for its trigger; it is due when its time is over. Its pair gets a row for those who watch it.
-- Locks: traders by id, then the balances to pay from by trader and token, then each session or key, so that a statement that removes it
--   waits for this commit: once a revocation has returned, no order that came with it is committed. A credential that is being removed
--   counts as removed and is not waited for, so that this can't deadlock with a statement that removes several. New pairs, in their order.
drop function if exists engine.accept_orders(text[], text[], jsonb);
create or replace function engine.accept_orders(p_items jsonb)
returns table (ord int, verdict text, order_id uuid, trader_seq bigint, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_paused boolean;
  v_traders text[];
  v_tokens text[];
  v_rests text[];
begin
  -- Locking before anything is read: what is read below is what the locks protect.
  select array_agg(i.trader_id), array_agg(i.token_in) into v_traders, v_tokens from jsonb_to_recordset(p_items) as i(trader_id text, token_in text);
  perform 1 from traders t where t.id = any (v_traders) order by t.id for no key update;
  perform 1 from (select distinct k.trader_id, k.token from unnest(v_traders, v_tokens) as k(trader_id, token)) k
    join balances b on b.trader_id = k.trader_id and b.token = k.token
    order by b.trader_id, b.token for no key update of b;
  v_now := clock_timestamp();
  select c.intake_paused, (select array_agg(k.kind) from order_kinds k where k.rests) into v_paused, v_rests from controls c;

  return query
  with judged as materialized (
    select i.*, o.id as known_id, t.last_seq, b.available, r.count as resting_before,
      case
        when (i.session_id is not null and s.lives is null) or (i.key_id is not null and k.lives is null) then 'UNAUTHENTICATED'
        when t.id is null then 'no_trader'
        when o.id is not null and o.fingerprint = i.fingerprint then 'known'
        when o.id is not null then 'conflict'
        when i.nth_of_key > 1 then 'again'
        when v_paused then 'INTAKE_PAUSED'
        when i.refusal is not null then i.refusal
        when i.rests and r.count >= 500 then 'TOO_MANY_OPEN_ORDERS'
        when i.amount_in > coalesce(b.available, 0) then 'INSUFFICIENT_BALANCE'
        else 'accepted'
      end as first_verdict
    from (
      select x.*, coalesce(x.type = any (v_rests), false) as rests, row_number() over (partition by x.trader_id, x.idempotency_key order by x.ord) as nth_of_key
        from jsonb_to_recordset(p_items) as x(
          ord int, order_id uuid, trader_id text, idempotency_key text, fingerprint text, type text, token_in text, token_out text,
          amount_in numeric, slippage_bps int, requested_min_out numeric, min_out numeric, quoted_out numeric, quote_slot bigint,
          valid_for_ms bigint, trigger jsonb, refusal text, session_id text, key_id text)
    ) i
    left join lateral (select t.id, t.last_seq from traders t where t.id = i.trader_id limit 1) t on true
    -- A range of one key in the order of its index: written as an equality, a plan made while the table is empty takes the index of the trader's
    -- orders as well, and reads all of them for every order.
    left join lateral (select o.id, o.fingerprint from orders o
                        where o.trader_id = i.trader_id and o.idempotency_key between i.idempotency_key and i.idempotency_key
                        order by o.idempotency_key limit 1) o on true
    left join lateral (select true as lives from auth.session s
                        where s.id = i.session_id and s.user_id = i.trader_id and s.expires_at > v_now
                        limit 1 for key share skip locked) s on true
    left join lateral (select true as lives from auth.api_key k
                        where k.id = i.key_id and k.user_id = i.trader_id and k.may_trade and (k.expires_at is null or k.expires_at > v_now)
                        limit 1 for key share skip locked) k on true
    left join lateral (select count(*) as count from orders o where i.rests and o.trader_id = i.trader_id and o.resting) r on true
    left join lateral (select b.available from balances b where b.trader_id = i.trader_id and b.token = i.token_in limit 1) b on true
  ), weighed as materialized (
    select j.*,
      case when j.first_verdict = 'accepted'
            and (sum(j.amount_in) filter (where j.first_verdict = 'accepted') over (partition by j.trader_id, j.token_in order by j.ord) > j.available
                 or (j.rests and j.resting_before + count(*) filter (where j.first_verdict = 'accepted' and j.rests) over (partition by j.trader_id order by j.ord) > 500))
           then 'again' else j.first_verdict end as verdict
    from judged j
  ), numbered as materialized (
    select w.*, w.last_seq + row_number() over (partition by w.trader_id, w.verdict = 'accepted' order by w.ord) as seq from weighed w
  ), fresh as materialized (
    select n.*, nextval('engine.transfers_id_seq') as transfer_id from numbered n where n.verdict = 'accepted'
  ), new_orders as (
    insert into orders (id, trader_id, idempotency_key, fingerprint, type, token_in, token_out, amount_in, slippage_bps, requested_min_out,
                        min_out, quoted_out, quote_slot, accepted_at, valid_until, status, event_seq, dispatch_at, trigger, resting, resting_xid)
    select f.order_id, f.trader_id, f.idempotency_key, f.fingerprint, f.type, f.token_in, f.token_out, f.amount_in, f.slippage_bps,
           f.requested_min_out, f.min_out, f.quoted_out, f.quote_slot, v_now, v_now + make_interval(secs => f.valid_for_ms / 1000.0),
           'pending', 1, case when f.rests then v_now + make_interval(secs => f.valid_for_ms / 1000.0) else v_now + interval '3 seconds' end,
           f.trigger, f.rests, case when f.rests then pg_current_xact_id() end
      from fresh f
  ), new_events as (
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    select f.order_id, 1, f.trader_id, f.seq, 'pending', 'open', 0, 0, v_now,
           jsonb_build_object('version', 1, 'type', f.type, 'tokenIn', f.token_in, 'tokenOut', f.token_out, 'amountIn', f.amount_in::text,
             'slippageBps', f.slippage_bps, 'requestedMinOut', f.requested_min_out::text, 'minOut', f.min_out::text,
             'quotedOut', f.quoted_out::text, 'quoteSlot', f.quote_slot, 'validForMs', f.valid_for_ms, 'trigger', f.trigger, 'termsVersion', 1,
             'missed', null, 'delayMs', 0)
      from fresh f
  ), new_pairs as (
    insert into watched_pairs (token_a, token_b)
    select distinct least(f.token_in, f.token_out), greatest(f.token_in, f.token_out) from fresh f
     where f.rests and not exists (select from watched_pairs w where w.token_a = least(f.token_in, f.token_out) and w.token_b = greatest(f.token_in, f.token_out))
     order by 1, 2 on conflict do nothing
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

revoke all on function engine.accept_orders from public;
grant execute on function engine.accept_orders to engine_app;
