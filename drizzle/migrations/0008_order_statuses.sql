-- The statuses of orders, the steps between them and the kinds of orders become rows, so that a new one is no change of the tables. What was
-- spelt in checks is asked of those rows by the triggers of engine.orders (drizzle/functions/guard_orders.sql, guard_new_orders.sql).
CREATE TABLE "engine"."order_statuses" (
	"status" text PRIMARY KEY NOT NULL,
	"phase" text NOT NULL,
	CONSTRAINT "order_statuses_phase" CHECK (phase in ('open', 'done', 'ended'))
);
--> statement-breakpoint
CREATE TABLE "engine"."status_steps" (
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	CONSTRAINT "status_steps_from_status_to_status_pk" PRIMARY KEY("from_status","to_status")
);
--> statement-breakpoint
ALTER TABLE "engine"."status_steps" ADD CONSTRAINT "status_steps_from_status_order_statuses_status_fk" FOREIGN KEY ("from_status") REFERENCES "engine"."order_statuses"("status") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."status_steps" ADD CONSTRAINT "status_steps_to_status_order_statuses_status_fk" FOREIGN KEY ("to_status") REFERENCES "engine"."order_statuses"("status") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TABLE "engine"."order_kinds" (
	"kind" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
insert into engine.order_statuses (status, phase) values
  ('pending', 'open'), ('routing', 'open'), ('building', 'open'), ('submitted', 'open'), ('confirmed', 'done'), ('failed', 'ended');
--> statement-breakpoint
insert into engine.status_steps (from_status, to_status) values
  ('pending', 'routing'), ('pending', 'failed'),
  ('routing', 'routing'), ('routing', 'building'), ('routing', 'failed'),
  ('building', 'routing'), ('building', 'submitted'), ('building', 'failed'),
  ('submitted', 'routing'), ('submitted', 'confirmed'), ('submitted', 'failed');
--> statement-breakpoint
insert into engine.order_kinds (kind) values ('market');
--> statement-breakpoint
drop function if exists engine.is_legal(text, text);
--> statement-breakpoint
ALTER TABLE "engine"."orders" DROP CONSTRAINT "orders_status";--> statement-breakpoint
ALTER TABLE "engine"."orders" DROP CONSTRAINT "orders_final";--> statement-breakpoint
ALTER TABLE "engine"."orders" DROP CONSTRAINT "orders_pending_first";--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_pending_first" CHECK ((status = 'pending') = (attempt = 0) or final_at is not null);--> statement-breakpoint
-- Events are history and stay as they are: those of before have no phase, and an index of their own.
ALTER TABLE "engine"."order_events" ADD COLUMN "phase" text;--> statement-breakpoint
ALTER TABLE "engine"."order_events" ADD CONSTRAINT "order_events_phase" CHECK (phase is not null) NOT VALID;--> statement-breakpoint
DROP INDEX "engine"."order_events_one_final";--> statement-breakpoint
CREATE UNIQUE INDEX "order_events_one_final_of_before" ON "engine"."order_events" USING btree ("order_id") WHERE status in ('confirmed', 'failed') and phase is null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_events_one_final" ON "engine"."order_events" USING btree ("order_id") WHERE phase <> 'open';
