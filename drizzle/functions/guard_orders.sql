-- Trigger function: refuses updates of orders that the lifecycle forbids.
-- In: the statement's rows before and after. Out: nothing; raises OE001 (the order is final), OE002 (illegal step), OE003 (terms changed without a new
-- version of an order that rests, or bound and evidence without its trigger; a bound that went down; a rest that began without an event), OE004 (a
-- counter went down or skipped a number) or OE008 (final_at contradicts the status). Locks: none.
-- One update may take several steps if its statement has written the event of each. Each step has to be legal after the one before it, and
-- together they have to lead from the old status and attempt to the new ones.
-- The trigger joins whole batches, so it needs hash joins, which the calling functions switch off.
create or replace function engine.guard_orders() returns trigger language plpgsql set enable_hashjoin = on as $$
declare
  v_id uuid;
  v_code text;
  v_open text[];
  v_steps text[];
begin
  select array_agg(s.status), (select array_agg(l.from_status || ' ' || l.to_status) from engine.status_steps l) into v_open, v_steps
    from engine.order_statuses s where s.phase = 'open';
  select c.id, c.code into v_id, v_code from (
    select a.id,
      case
        when b.final_at is not null then 'OE001'
        when a.event_seq <= b.event_seq + 1 and (a.status <> b.status or a.event_seq > b.event_seq) and b.status || ' ' || a.status <> all (v_steps) then 'OE002'
        when (a.trader_id, a.idempotency_key, a.fingerprint, a.type, a.token_in, a.token_out, a.slippage_bps, a.accepted_at)
             is distinct from
             (b.trader_id, b.idempotency_key, b.fingerprint, b.type, b.token_in, b.token_out, b.slippage_bps, b.accepted_at)
             then 'OE003'
        when a.version <> b.version and not (a.version = b.version + 1 and a.event_seq > b.event_seq and b.resting and a.resting) then 'OE003'
        when a.version = b.version and ((a.amount_in, a.valid_until, a.trigger) is distinct from (b.amount_in, b.valid_until, b.trigger) or a.min_out < b.min_out
             or ((a.min_out, a.fired) is distinct from (b.min_out, b.fired) and not (b.resting and a.status = 'routing'))) then 'OE003'
        when a.resting and not b.resting and a.event_seq = b.event_seq then 'OE003'
        when (a.final_at is null) <> (a.status = any (v_open)) then 'OE008'
        when a.lease_epoch < b.lease_epoch or a.event_seq < b.event_seq then 'OE004'
        when a.event_seq <= b.event_seq + 1 and (a.attempt not between b.attempt and b.attempt + 1 or (a.attempt > b.attempt and a.status <> 'routing')) then 'OE004'
        when a.event_seq > b.event_seq + 1 then (
          select case
              when count(*) <> a.event_seq - b.event_seq or count(*) filter (where w.status = 'routing') <> a.attempt - b.attempt then 'OE004'
              when not bool_and(w.from_status || ' ' || w.status = any (v_steps)) or (array_agg(w.status order by w.seq desc))[1] <> a.status then 'OE002'
            end
            from (select e.seq, e.status, lag(e.status, 1, b.status) over (order by e.seq) as from_status
                    from engine.order_events e where e.order_id = a.id and e.seq > b.event_seq and e.seq <= a.event_seq) w)
      end as code
    from before b join after a using (id)
  ) c where c.code is not null limit 1;
  if found then
    raise exception 'order %: %', v_id,
      case v_code when 'OE001' then 'it is final' when 'OE002' then 'the lifecycle forbids this step' when 'OE003' then 'its terms are fixed'
                  when 'OE008' then 'it is final exactly when its status is'
                  else 'epoch, sequence and attempt only count up, with an event for each step' end using errcode = v_code;
  end if;
  return null;
end
$$;

revoke all on function engine.guard_orders from public;
