-- Trigger function: refuses new orders of an unknown kind or in an unknown status, with a slippage that their kind does not have or without
-- one that it requires, with a final_at that contradicts the status, and resting exactly if their kind rests.
-- In: the statement's new rows. Out: nothing; raises OE009. Locks: none.
create or replace function engine.guard_new_orders() returns trigger language plpgsql as $$
declare
  v_id uuid;
begin
  select a.id into v_id from after a
   where a.type <> all (array(select k.kind from engine.order_kinds k))
      or (a.slippage_bps is not null) <> (a.type = any (array(select k.kind from engine.order_kinds k where k.has_slippage)))
      or a.resting <> (a.type = any (array(select k.kind from engine.order_kinds k where k.rests)))
      or a.status <> all (array(select s.status from engine.order_statuses s))
      or (a.final_at is null) <> (a.status = any (array(select s.status from engine.order_statuses s where s.phase = 'open')))
   limit 1;
  if found then raise exception 'order %: no such kind, no such status, a slippage that does not fit the kind, a final_at that does not fit the status, or a rest that does not fit the kind', v_id using errcode = 'OE009'; end if;
  return null;
end
$$;

revoke all on function engine.guard_new_orders from public;
