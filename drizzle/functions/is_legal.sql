-- Whether the lifecycle allows a step. core/order/lifecycle.ts has the same table; a test compares the two.
-- In: the status before and after. Out: true when the step is legal. Locks: none.
create or replace function engine.is_legal(p_from text, p_to text) returns boolean
language sql immutable parallel safe as $$
  select case p_from
    when 'pending' then p_to in ('routing', 'failed')
    when 'routing' then p_to in ('routing', 'building', 'failed')
    when 'building' then p_to in ('routing', 'submitted', 'failed')
    when 'submitted' then p_to in ('routing', 'confirmed', 'failed')
    else false
  end
$$;

revoke all on function engine.is_legal from public;
grant execute on function engine.is_legal to engine_app;
