-- Pauses or resumes the intake of new orders, from the next acceptance on.
-- In: true to pause. Out: nothing. Locks: the controls' row.
create or replace function engine.pause_intake(p_paused boolean) returns void
language sql security definer set search_path = engine, pg_temp as $$
  update controls set intake_paused = p_paused
$$;

revoke all on function engine.pause_intake from public;
grant execute on function engine.pause_intake to engine_app;
