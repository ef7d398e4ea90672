CREATE SCHEMA "engine";
--> statement-breakpoint
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "engine"."balances" (
	"trader_id" text NOT NULL,
	"token" text NOT NULL,
	"available" numeric(30, 0) NOT NULL,
	"held" numeric(30, 0) NOT NULL,
	CONSTRAINT "balances_trader_id_token_pk" PRIMARY KEY("trader_id","token"),
	CONSTRAINT "balances_not_negative" CHECK (available >= 0 and held >= 0)
);
--> statement-breakpoint
CREATE TABLE "engine"."controls" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"intake_paused" boolean DEFAULT false NOT NULL,
	CONSTRAINT "controls_one_row" CHECK (id = 1)
);
--> statement-breakpoint
CREATE TABLE "engine"."fills" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"signature" text NOT NULL,
	"slot" bigint NOT NULL,
	"amount_in" numeric(20, 0) NOT NULL,
	"amount_out" numeric(20, 0) NOT NULL,
	"legs" jsonb NOT NULL,
	"residues" jsonb NOT NULL,
	"settled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fills_amounts" CHECK (amount_in > 0 and amount_out > 0)
);
--> statement-breakpoint
CREATE TABLE "engine"."ledger_lines" (
	"transfer_id" bigint NOT NULL,
	"line" smallint NOT NULL,
	"account" text NOT NULL,
	"trader_id" text NOT NULL,
	"token" text NOT NULL,
	"amount" numeric(30, 0) NOT NULL,
	CONSTRAINT "ledger_lines_transfer_id_line_pk" PRIMARY KEY("transfer_id","line"),
	CONSTRAINT "ledger_lines_account" CHECK (account in ('available', 'held', 'market', 'faucet')),
	CONSTRAINT "ledger_lines_amount" CHECK (amount <> 0)
);
--> statement-breakpoint
CREATE TABLE "engine"."order_events" (
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"trader_id" text NOT NULL,
	"trader_seq" bigint NOT NULL,
	"status" text NOT NULL,
	"attempt" smallint NOT NULL,
	"epoch" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "order_events_order_id_seq_pk" PRIMARY KEY("order_id","seq")
);
--> statement-breakpoint
CREATE TABLE "engine"."orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trader_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"type" text NOT NULL,
	"token_in" text NOT NULL,
	"token_out" text NOT NULL,
	"amount_in" numeric(20, 0) NOT NULL,
	"slippage_bps" integer NOT NULL,
	"requested_min_out" numeric(20, 0),
	"min_out" numeric(20, 0) NOT NULL,
	"quoted_out" numeric(20, 0),
	"quote_slot" bigint,
	"accepted_at" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"begun_attempt" smallint DEFAULT 0 NOT NULL,
	"event_seq" integer DEFAULT 0 NOT NULL,
	"lease_epoch" bigint DEFAULT 0 NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp with time zone,
	"next_run_at" timestamp with time zone,
	"dispatch_at" timestamp with time zone,
	"signature" text,
	"failure" jsonb,
	"final_at" timestamp with time zone,
	CONSTRAINT "orders_status" CHECK (status in ('pending', 'routing', 'building', 'submitted', 'confirmed', 'failed')),
	CONSTRAINT "orders_attempts" CHECK (attempt between 0 and 3 and begun_attempt between 0 and attempt),
	CONSTRAINT "orders_amounts" CHECK (amount_in > 0 and min_out > 0 and amount_in <= 18446744073709551615 and min_out <= 18446744073709551615),
	CONSTRAINT "orders_two_tokens" CHECK (token_in <> token_out),
	CONSTRAINT "orders_slippage" CHECK (slippage_bps between 0 and 5000),
	CONSTRAINT "orders_pending_first" CHECK ((status = 'pending') = (attempt = 0) or status = 'failed'),
	CONSTRAINT "orders_final" CHECK ((status in ('confirmed', 'failed')) = (final_at is not null)),
	CONSTRAINT "orders_final_rests" CHECK (final_at is null or (dispatch_at is null and lease_until is null and next_run_at is null)),
	CONSTRAINT "orders_open_is_dispatched" CHECK (final_at is not null or dispatch_at is not null),
	CONSTRAINT "orders_failure" CHECK ((status = 'failed') = (failure is not null))
);
--> statement-breakpoint
CREATE TABLE "engine"."submissions" (
	"order_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"epoch" bigint NOT NULL,
	"signature" text NOT NULL,
	"transaction" "bytea" NOT NULL,
	"last_valid_block_height" bigint NOT NULL,
	"outcome" text NOT NULL,
	"slot" bigint,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "submissions_order_id_attempt_pk" PRIMARY KEY("order_id","attempt"),
	CONSTRAINT "submissions_outcome" CHECK (outcome in ('live', 'landed', 'failed', 'expired')),
	CONSTRAINT "submissions_landed" CHECK ((outcome in ('landed', 'failed')) = (slot is not null))
);
--> statement-breakpoint
CREATE TABLE "engine"."traders" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet" text NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine"."transfers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "engine"."transfers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"trader_id" text NOT NULL,
	"order_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "transfers_kind" CHECK (kind in ('deposit', 'hold', 'release', 'settle')),
	CONSTRAINT "transfers_order" CHECK ((kind = 'deposit') = (order_id is null))
);
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"is_anonymous" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "engine"."balances" ADD CONSTRAINT "balances_trader_id_traders_id_fk" FOREIGN KEY ("trader_id") REFERENCES "engine"."traders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."fills" ADD CONSTRAINT "fills_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "engine"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "engine"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."orders" ADD CONSTRAINT "orders_trader_id_traders_id_fk" FOREIGN KEY ("trader_id") REFERENCES "engine"."traders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."submissions" ADD CONSTRAINT "submissions_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "engine"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine"."transfers" ADD CONSTRAINT "transfers_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "engine"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fills_signature" ON "engine"."fills" USING btree ("signature");--> statement-breakpoint
CREATE UNIQUE INDEX "order_events_of_trader" ON "engine"."order_events" USING btree ("trader_id","trader_seq");--> statement-breakpoint
CREATE UNIQUE INDEX "order_events_one_final" ON "engine"."order_events" USING btree ("order_id") WHERE status in ('confirmed', 'failed');--> statement-breakpoint
CREATE UNIQUE INDEX "orders_idempotency" ON "engine"."orders" USING btree ("trader_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "orders_of_trader" ON "engine"."orders" USING btree ("trader_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_due" ON "engine"."orders" USING btree ("dispatch_at") WHERE dispatch_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_signature" ON "engine"."submissions" USING btree ("signature");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_one_live" ON "engine"."submissions" USING btree ("order_id") WHERE outcome in ('live', 'landed');--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_hold" ON "engine"."transfers" USING btree ("order_id") WHERE kind = 'hold';--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_end" ON "engine"."transfers" USING btree ("order_id") WHERE kind in ('release', 'settle');--> statement-breakpoint
CREATE INDEX "account_user" ON "auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "auth"."verification" USING btree ("identifier");