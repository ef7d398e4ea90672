-- Changes the terms of an order that rests, and its hold with them.
-- In: the trader; the order; the version that the trader saw; the new amount, minimums and trigger, whole; the time that it stays valid from now on in
--   ms, or null to keep its end. Out: verdict 'amended', with the trader's sequence number of the event; 'unknown' (there is none, or it is another
--   trader's); 'not_amendable' (its kind does not rest); 'too_late' (it is being executed, or has ended); 'conflict' (its version is another one);
--   'insufficient' (the balance does not cover the amount).
-- The watermark of a trailing stop stays, unless the distance, the source, or the amount that the source quotes is another one.
-- Locks: the order, its trader, then the balance to pay from.
create or replace function engine.amend_order(p_trader text, p_order uuid, p_version int, p_amount_in numeric, p_requested_min_out numeric, p_min_out numeric,
                                              p_quoted_out numeric, p_quote_slot bigint, p_trigger jsonb, p_valid_for_ms bigint)
returns table (verdict text, trader_seq bigint, at timestamptz)
language plpgsql security definer set search_path = engine, pg_temp as $$
#variable_conflict use_column
declare
  o orders%rowtype;
  v_now timestamptz;
  v_end timestamptz;
  v_seq bigint;
  v_more numeric;
  v_transfer bigint;
  v_same_trail boolean;
begin
  select * into o from orders o where o.id = p_order and o.trader_id = p_trader for no key update;
  if not found then return query select 'unknown', null::bigint, null::timestamptz; return; end if;
  if not exists (select from order_kinds k where k.kind = o.type and k.rests) then return query select 'not_amendable', null::bigint, null::timestamptz; return; end if;
  v_now := clock_timestamp();
  if not o.resting or o.cancel_requested_at is not null or o.valid_until <= v_now then return query select 'too_late', null::bigint, null::timestamptz; return; end if;
  if o.version <> p_version then return query select 'conflict', null::bigint, null::timestamptz; return; end if;
  perform 1 from traders t where t.id = p_trader for no key update;
  v_more := p_amount_in - o.amount_in;
  if v_more <> 0 then
    update balances b set available = b.available - v_more, held = b.held + v_more
     where b.trader_id = p_trader and b.token = o.token_in and b.available >= v_more;
    if not found then return query select 'insufficient', null::bigint, null::timestamptz; return; end if;
  end if;
  v_now := clock_timestamp();
  v_end := coalesce(v_now + make_interval(secs => p_valid_for_ms / 1000.0), o.valid_until);
  v_same_trail := (p_trigger -> 'source', p_trigger #> '{trail,bps}') = (o.trigger -> 'source', o.trigger #> '{trail,bps}')
                  and (p_amount_in = o.amount_in or p_trigger ->> 'source' <> 'quote');
  update orders u
     set amount_in = p_amount_in, requested_min_out = p_requested_min_out, min_out = p_min_out, quoted_out = p_quoted_out, quote_slot = p_quote_slot,
         trigger = p_trigger, valid_until = v_end, dispatch_at = v_end,
         version = o.version + 1, watermark = case when v_same_trail then o.watermark end, event_seq = o.event_seq + 1, next_run_at = null, fired = null, resting_xid = pg_current_xact_id()
   where u.id = o.id returning * into o;
  update traders t set last_seq = t.last_seq + 1 where t.id = p_trader returning t.last_seq into v_seq;
  insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
    values (o.id, o.event_seq, p_trader, v_seq, 'pending', 'open', o.attempt, o.lease_epoch, v_now, terms_of_order(o, v_now) || '{"missed": null, "delayMs": 0}'::jsonb);
  if v_more <> 0 then
    insert into transfers (kind, trader_id, order_id, at) values ('adjust', p_trader, o.id, v_now) returning id into v_transfer;
    insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
      values (v_transfer, 1, 'available', p_trader, o.token_in, -v_more), (v_transfer, 2, 'held', p_trader, o.token_in, v_more);
  end if;
  return query select 'amended', v_seq, v_now;
end
$$;

revoke all on function engine.amend_order from public;
grant execute on function engine.amend_order to engine_app;
