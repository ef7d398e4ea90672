-- Stores the best rates that resting orders with a trailing stop have seen.
-- In: distinct orders, and beside each the version of its terms and its watermark {amountIn, amountOut}. Orders that have changed or do not rest are left as they
--   are, and a stored watermark that is not lower stays. Out: nothing. Locks: orders by id.
create or replace function engine.raise_watermarks(p_orders uuid[], p_versions int[], p_watermarks jsonb) returns void
language plpgsql security definer set search_path = engine, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  perform 1 from orders o where o.id = any (p_orders) order by o.id for no key update;
  update orders o set watermark = m.watermark
    from unnest(p_orders, p_versions) with ordinality as i(id, version, nth)
    join jsonb_array_elements(p_watermarks) with ordinality as m(watermark, nth) on m.nth = i.nth
   where o.id = i.id and o.version = i.version and o.resting
     and (o.watermark is null or (o.watermark->>'amountOut')::numeric * (m.watermark->>'amountIn')::numeric
                               < (m.watermark->>'amountOut')::numeric * (o.watermark->>'amountIn')::numeric);
end
$$;

revoke all on function engine.raise_watermarks from public;
grant execute on function engine.raise_watermarks to engine_app;
