-- Brackets: an order whose execution arms another one, in the transaction that settles it.
ALTER TABLE "engine"."orders" ADD COLUMN "exit" jsonb;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "exit_order_id" uuid;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD COLUMN "entry_order_id" uuid;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_exit" CHECK (exit_order_id is null or (exit is not null and status = 'confirmed'));
