-- The operator's decision to trade on this genesis from now on: submissions of earlier ones can never land.
-- In: the hash. Out: the number of orders with a live submission, which workers end next; null when the genesis is the trusted one already.
-- Locks: the table engine.genesis against other writers.
create or replace function engine.accept_genesis(p_hash text) returns bigint
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

revoke all on function engine.accept_genesis from public;
grant execute on function engine.accept_genesis to engine_app;
