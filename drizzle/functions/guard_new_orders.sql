-- Trigger function: refuses new orders of a kind or in a status that there is none of, and those whose final_at says otherwise than the status.
-- In: the statement's new rows. Out: nothing; raises OE009. Locks: none.
create or replace function engine.guard_new_orders() returns trigger language plpgsql as $$
declare
  v_id uuid;
begin
  select a.id into v_id from after a
    left join engine.order_statuses s on s.status = a.status
    left join engine.order_kinds k on k.kind = a.type
   where k.kind is null or ((a.final_at is null) = (s.phase = 'open')) is not true limit 1;
  if found then raise exception 'order %: no such kind, no such status, or a final_at that does not fit it', v_id using errcode = 'OE009'; end if;
  return null;
end
$$;

revoke all on function engine.guard_new_orders from public;
