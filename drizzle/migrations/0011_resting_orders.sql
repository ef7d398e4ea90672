-- Orders that rest: they wait as `pending` for their trigger, may be amended meanwhile, and end as `expired` when their time is over.
CREATE TABLE "engine"."watched_pairs" (
	"token_a" text NOT NULL,
	"token_b" text NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	CONSTRAINT "watched_pairs_token_a_token_b_pk" PRIMARY KEY("token_a","token_b"),
	CONSTRAINT "watched_pairs_order" CHECK (token_a < token_b)
);
--> statement-breakpoint
ALTER TABLE "engine"."orders" DROP CONSTRAINT "orders_attempts";--> statement-breakpoint
ALTER TABLE "engine"."orders" DROP CONSTRAINT "orders_pending_first";--> statement-breakpoint
ALTER TABLE "engine"."transfers" DROP CONSTRAINT "transfers_kind";--> statement-breakpoint
-- The kind that there is does not rest; a new one has to say.
ALTER TABLE "engine"."order_kinds" ADD COLUMN "rests" boolean NOT NULL DEFAULT false;--> statement-breakpoint
ALTER TABLE "engine"."order_kinds" ALTER COLUMN "rests" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "last_attempt" smallint DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "trigger" jsonb;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "resting" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "resting_xid" "xid8";--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "watermark" jsonb;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "fired" jsonb;--> statement-breakpoint
CREATE INDEX "orders_resting" ON "engine"."orders" USING btree ("resting_xid") WHERE resting;--> statement-breakpoint
CREATE INDEX "orders_resting_of_trader" ON "engine"."orders" USING btree ("trader_id") WHERE resting;--> statement-breakpoint
CREATE INDEX "transfers_adjustments" ON "engine"."transfers" USING btree ("order_id") WHERE kind = 'adjust';--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_resting_waits" CHECK (not resting or (status = 'pending' and lease_until is null and resting_xid is not null));--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_attempts" CHECK (attempt between 0 and last_attempt and begun_attempt between 0 and attempt);--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_pending_first" CHECK (attempt > 0 or status = 'pending' or final_at is not null);--> statement-breakpoint
ALTER TABLE "engine"."transfers" ADD CONSTRAINT "transfers_kind" CHECK (kind in ('deposit', 'hold', 'adjust', 'release', 'settle'));--> statement-breakpoint
insert into engine.order_statuses (status, phase) values ('expired', 'ended');
--> statement-breakpoint
insert into engine.status_steps (from_status, to_status) values
  ('pending', 'expired'), ('routing', 'expired'), ('building', 'expired'), ('submitted', 'expired'),
  ('pending', 'pending'), ('routing', 'pending'), ('building', 'pending'), ('submitted', 'pending');
