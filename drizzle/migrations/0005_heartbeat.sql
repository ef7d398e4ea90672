-- The one row that health writes, to see that what is written is stored.
CREATE TABLE "engine"."heartbeat" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "heartbeat_one_row" CHECK (id = 1)
);
--> statement-breakpoint
insert into engine.heartbeat (at) values (clock_timestamp());
--> statement-breakpoint

-- Writes the heartbeat. Who finds the row locked has nothing to prove: another process proves it.
-- In, out: nothing; raises what a write raises. Locks: the heartbeat.
create function engine.prove_writable() returns void
language plpgsql security definer set search_path = engine, pg_temp as $$
begin
  update heartbeat h set at = clock_timestamp() where h.id = (select l.id from heartbeat l for update skip locked);
end
$$;
--> statement-breakpoint
revoke all on function engine.prove_writable from public;
--> statement-breakpoint
grant select on engine.heartbeat to engine_app;
--> statement-breakpoint
grant execute on function engine.prove_writable to engine_app;
