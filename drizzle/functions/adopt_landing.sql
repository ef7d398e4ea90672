-- Records a transaction that the chain executed for the order and the database does not know: the database is older than the chain. The order
-- goes step by step to `submitted` with it; the worker settles it next. A submission that the database holds for live is closed: two of an
-- order are never live at once, so it was dead before this one was signed.
-- In: the order and its epoch; the signature; the attempt in its memo; its slot; the genesis it landed on.
-- Out: 'ok', with the trader when events were written; 'stale' (the lease was lost); 'illegal' (that attempt has another submission, or no
--   attempt is left).
-- Locks: the order, then its trader.
create or replace function engine.adopt_landing(p_order uuid, p_epoch bigint, p_signature text, p_attempt smallint, p_slot bigint, p_genesis text)
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
  if p_attempt < 1 or (o.status = 'submitted' and o.attempt >= o.last_attempt)
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
    v_data := '{"version": 1}'::jsonb || case v_next
      when 'routing' then jsonb_build_object('fired', null, 'retry', case when o.status <> 'pending' then jsonb_build_object('delayMs', 0, 'quotes', null,
        'failure', jsonb_build_object('code', 'INTERRUPTED', 'detail', 'the chain knows a later attempt than the books')) end)
      when 'building' then jsonb_build_object('slot', p_slot, 'decision', jsonb_build_object('kind', 'no-route', 'mintIn', o.token_in, 'mintOut', o.token_out,
        'amountIn', o.amount_in::text, 'venues', '[]'::jsonb, 'reason', 'no-pool', 'message', 'The quotes of this attempt are lost; it was found on the chain.'))
      else jsonb_build_object('signature', p_signature, 'lastValidBlockHeight', p_slot) end;
    o.attempt := o.attempt + (v_next = 'routing')::int;
    update orders set status = v_next, attempt = o.attempt, begun_attempt = o.attempt, last_attempt = greatest(last_attempt, o.attempt), event_seq = event_seq + 1,
        signature = case v_next when 'submitted' then p_signature else signature end
     where id = o.id returning * into o;
    update traders t set last_seq = t.last_seq + 1 where t.id = o.trader_id returning t.last_seq into v_seq;
    insert into order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
      values (o.id, o.event_seq, o.trader_id, v_seq, v_next, 'open', o.attempt, p_epoch, v_now, v_data);
  end loop;
  insert into submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, created_at, genesis_id)
    values (o.id, p_attempt, p_epoch, p_signature, '', p_slot, 'live', v_now, (select max(g.id) from genesis g where g.hash = p_genesis));
  return query select 'ok', o.trader_id;
end
$$;

revoke all on function engine.adopt_landing from public;
grant execute on function engine.adopt_landing to engine_app;
