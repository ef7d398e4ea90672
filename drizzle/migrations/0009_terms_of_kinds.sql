-- Slippage is a term of the kinds of orders that have it: a kind's row says so, and guard_new_orders holds new orders to it.
ALTER TABLE "engine"."orders" ALTER COLUMN "slippage_bps" DROP NOT NULL;--> statement-breakpoint
-- The kind that there is has it; a new one has to say.
ALTER TABLE "engine"."order_kinds" ADD COLUMN "has_slippage" boolean NOT NULL DEFAULT true;--> statement-breakpoint
ALTER TABLE "engine"."order_kinds" ALTER COLUMN "has_slippage" DROP DEFAULT;
