-- Orders that a worker may route and sign before it holds them: pending, never claimed, in time, and accepted just now under this worker's eyes.
-- An order that kills whoever prepares it is therefore prepared by no worker that starts later: it is claimed, and its attempts are counted.
-- In: distinct orders; since when the worker runs, Unix seconds by this database's clock.
-- Out, one row per such order: its terms and its trader's wallet; the others are left out. Whether it is still so is decided by
--   engine.submit_orders. Locks: none.
create or replace function engine.orders_to_prepare(p_orders uuid[], p_worker_since double precision)
returns table (order_id uuid, trader_id text, wallet text, type text, token_in text, token_out text, amount_in numeric, min_out numeric,
               accepted_at timestamptz, valid_until timestamptz)
language plpgsql stable security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_now timestamptz := clock_timestamp();
  v_continuous_since timestamptz := case when p_worker_since is not null then greatest(pg_postmaster_start_time(), to_timestamp(p_worker_since)) end;
begin
  return query
  select o.id, o.trader_id, t.wallet, o.type, o.token_in, o.token_out, o.amount_in, o.min_out, o.accepted_at, o.valid_until
    from unnest(p_orders) as i(id)
   cross join lateral (select * from orders o where o.id = i.id limit 1) o
   cross join lateral (select t.wallet from traders t where t.id = o.trader_id limit 1) t
   where o.status = 'pending' and not o.resting and o.lease_until is null and o.valid_until > v_now
     and past_of_order(true, o.accepted_at, o.lease_epoch, v_continuous_since, v_now) = 'fresh';
end
$$;

revoke all on function engine.orders_to_prepare from public;
grant execute on function engine.orders_to_prepare to engine_app;
