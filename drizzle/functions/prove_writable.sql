-- Writes the heartbeat, to prove that writes are stored. A locked row is skipped: another process is proving it.
-- In, out: nothing; raises the error of the write. Locks: the heartbeat's row.
create or replace function engine.prove_writable() returns void
language plpgsql security definer set search_path = engine, pg_temp as $$
begin
  update heartbeat h set at = clock_timestamp() where h.id = (select l.id from heartbeat l for update skip locked);
end
$$;

revoke all on function engine.prove_writable from public;
grant execute on function engine.prove_writable to engine_app;
