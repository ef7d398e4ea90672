-- Takes due orders that nobody holds, and makes them due again after p_again_ms. An order that is held stays due, so that it is taken as soon
-- as its lease has run out.
-- In: how many at most; ms until the next look. Out: the orders, and the epoch to dispatch each under.
-- Locks: the orders it takes; skips those that are locked.
create or replace function engine.sweep_due(p_limit int, p_again_ms int) returns table (order_id uuid, epoch bigint)
language sql security definer set search_path = engine, pg_temp as $$
  update orders o set dispatch_at = clock_timestamp() + make_interval(secs => p_again_ms / 1000.0)
    from (
      select d.id from orders d
       where d.dispatch_at <= clock_timestamp() and (d.lease_until is null or d.lease_until <= clock_timestamp())
         and (d.next_run_at is null or d.next_run_at <= clock_timestamp())
       order by d.dispatch_at limit p_limit for no key update skip locked
    ) due
   where o.id = due.id
  returning o.id, o.lease_epoch
$$;

revoke all on function engine.sweep_due from public;
grant execute on function engine.sweep_due to engine_app;
