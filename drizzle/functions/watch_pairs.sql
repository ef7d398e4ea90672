-- Leases the pairs that orders rest on: extends the worker's own, and takes those that no live worker watches.
-- In: the worker's name; the lease in ms. Out: every pair that the worker watches now, with the epoch of its lease.
-- Locks: the worker's own pairs, in their order, for which it waits (commits of triggers share them for a moment); then the free ones, in their
--   order, but for those that are locked.
create or replace function engine.watch_pairs(p_owner text, p_lease_ms int) returns table (token_a text, token_b text, epoch bigint)
language sql security definer set search_path = engine, pg_temp as $$
  with own as materialized (
    select p.token_a, p.token_b from watched_pairs p where p.owner = p_owner order by p.token_a, p.token_b for no key update
  ), free as materialized (
    select p.token_a, p.token_b from watched_pairs p
     where p.owner is distinct from p_owner and (p.lease_until is null or p.lease_until <= clock_timestamp())
     order by p.token_a, p.token_b for no key update skip locked
  )
  update watched_pairs w
     set owner = p_owner, epoch = w.epoch + (w.owner is distinct from p_owner)::int, lease_until = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
    from (select * from own union all select * from free) taken
   where w.token_a = taken.token_a and w.token_b = taken.token_b
  returning w.token_a, w.token_b, w.epoch
$$;

revoke all on function engine.watch_pairs from public;
grant execute on function engine.watch_pairs to engine_app;
