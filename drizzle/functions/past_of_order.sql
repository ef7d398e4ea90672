-- What to ask the chain before an order is attempted, or ended without an attempt:
--   'fresh'     accepted just now and never claimed: nothing
--   'aged'      for a landed transaction of the order, before an attempt
--   'reopened'  the same before an end too: Postgres or the worker started after the order was accepted
--   'restored'  the same, and to wait until nothing that was signed earlier can land: the row comes from another history of the database
-- In: whether the row was written in this history; when it was accepted; its epoch; since when worker and Postgres run (null: not known); now.
-- Out: one of these words. Locks: none. Without settings of its own, so that it becomes part of the statement that calls it.
create or replace function engine.past_of_order(p_same_history boolean, p_accepted_at timestamptz, p_epoch bigint, p_continuous_since timestamptz, p_now timestamptz)
returns text language sql stable as $$
  select case
    when p_same_history is not true then 'restored'
    when p_continuous_since is null or p_accepted_at <= p_continuous_since then 'reopened'
    when p_epoch > 0 or p_accepted_at <= p_now - interval '5 seconds' then 'aged'
    else 'fresh'
  end
$$;

revoke all on function engine.past_of_order from public;
