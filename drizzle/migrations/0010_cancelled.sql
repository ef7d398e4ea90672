ALTER TABLE "engine"."orders" ADD COLUMN "cancel_requested_at" timestamp with time zone;--> statement-breakpoint
-- An order ends as `cancelled` when its trader asked for it before anything was executed: from every open status, and after a submission once
-- that can't land any more.
insert into engine.order_statuses (status, phase) values ('cancelled', 'ended');
--> statement-breakpoint
insert into engine.status_steps (from_status, to_status) values
  ('pending', 'cancelled'), ('routing', 'cancelled'), ('building', 'cancelled'), ('submitted', 'cancelled');
