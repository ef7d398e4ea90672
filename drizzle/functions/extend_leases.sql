-- Extends the leases that a worker still holds.
-- In: distinct orders and their epochs, side by side; the lease in ms.
-- Out: the orders and epochs that the worker has lost, because another worker has claimed them since. Locks: orders by id.
create or replace function engine.extend_leases(p_orders uuid[], p_epochs bigint[], p_lease_ms int) returns table (order_id uuid, epoch bigint)
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_until timestamptz;
begin
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  v_until := clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0);
  update orders o set lease_until = v_until
    from unnest(p_orders, p_epochs) as h(id, epoch)
   where o.id = h.id and o.lease_epoch = h.epoch and o.lease_until is not null and o.final_at is null;
  return query
  select o.id, h.epoch from unnest(p_orders, p_epochs) as h(id, epoch) join orders o on o.id = h.id where o.lease_epoch <> h.epoch;
end
$$;

revoke all on function engine.extend_leases from public;
grant execute on function engine.extend_leases to engine_app;
