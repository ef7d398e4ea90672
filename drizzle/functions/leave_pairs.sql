-- Gives the worker's pairs back, so that another one takes them at once. In: the worker's name. Out: nothing. Locks: its pairs.
create or replace function engine.leave_pairs(p_owner text) returns void
language sql security definer set search_path = engine, pg_temp as $$
  update watched_pairs w set lease_until = null where w.owner = p_owner and w.lease_until is not null
$$;

revoke all on function engine.leave_pairs from public;
grant execute on function engine.leave_pairs to engine_app;
