-- Gives the worker's pairs back, so that another one takes them at once. In: the worker's name. Out: nothing. Locks: its pairs, in their order.
create or replace function engine.leave_pairs(p_owner text) returns void
language sql security definer set search_path = engine, pg_temp as $$
  update watched_pairs w set lease_until = null
    from (select p.token_a, p.token_b from watched_pairs p where p.owner = p_owner order by p.token_a, p.token_b for no key update) own
   where w.token_a = own.token_a and w.token_b = own.token_b
$$;

revoke all on function engine.leave_pairs from public;
grant execute on function engine.leave_pairs to engine_app;
