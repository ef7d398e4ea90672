-- Trigger function: refuses every update, delete or truncate that fires it, because the table is history.
-- In, out: nothing; raises OE006. Locks: none.
create or replace function engine.refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception '% is written once and never changed', tg_table_name using errcode = 'OE006';
end
$$;

revoke all on function engine.refuse_rewrite from public;
