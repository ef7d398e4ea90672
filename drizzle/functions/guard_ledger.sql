-- Trigger function: refuses ledger lines that do not balance.
-- In: the statement's new lines. Out: nothing; raises OE005 when a transfer does not sum to zero per token, or does not exist. Locks: none.
-- It joins whole batches, so it needs hash joins, which the functions that fire it switch off.
create or replace function engine.guard_ledger() returns trigger language plpgsql set enable_hashjoin = on as $$
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

revoke all on function engine.guard_ledger from public;
