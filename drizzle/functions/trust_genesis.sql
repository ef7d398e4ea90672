-- The genesis that the engine trades on.
-- In: the hash that the chain reports, recorded when there is none yet; null to only read it. Out: the trusted hash, null when there is none.
-- Locks: the new row; of processes that start at the same time, one records it.
create or replace function engine.trust_genesis(p_hash text) returns text
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

revoke all on function engine.trust_genesis from public;
grant execute on function engine.trust_genesis to engine_app;
