-- The chain's own tables, in its own schema. Earlier versions ran this file at every start, so databases have them that have no record of it:
-- each statement may run again. That is not asked of later migrations, which run once.
-- The chain itself connects as chain_app, which may not change what has landed, nor see the engine's tables.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chain_app') THEN
    -- Roles belong to the whole cluster: another database's chain may create it at the same moment.
    BEGIN
      CREATE ROLE chain_app NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'chain_app', 'MEMBER') THEN
    GRANT chain_app TO CURRENT_USER;
  END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS chain;

CREATE TABLE IF NOT EXISTS chain.genesis (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  -- The market's seed: who knows it knows the prices to come.
  seed text NOT NULL,
  -- Unix milliseconds of slot 0.
  unix_ms bigint NOT NULL
);

-- The one row that every slot locks.
CREATE TABLE IF NOT EXISTS chain.head (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  slot bigint NOT NULL CHECK (slot >= 0)
);

-- What has landed, with or without error. The primary key is what makes a signature land once.
CREATE TABLE IF NOT EXISTS chain.transactions (
  signature text PRIMARY KEY,
  slot bigint NOT NULL,
  -- Order within the slot, from 0.
  position integer NOT NULL,
  wallet text NOT NULL,
  memo text,
  -- Solana's TransactionError, null when it succeeded.
  err jsonb,
  -- The executed legs, null when it failed.
  execution jsonb,
  -- Unix milliseconds.
  received_at bigint NOT NULL,
  landed_at bigint NOT NULL,
  UNIQUE (slot, position),
  CHECK ((err IS NULL) <> (execution IS NULL))
);
CREATE INDEX IF NOT EXISTS transactions_memo ON chain.transactions (memo);
CREATE INDEX IF NOT EXISTS transactions_wallet ON chain.transactions (wallet, slot, position);

-- Pools that were traded on, as the last slot that touched them left them. An untouched pool has no row: it is computed.
CREATE TABLE IF NOT EXISTS chain.pools (
  pool text PRIMARY KEY,
  slot bigint NOT NULL,
  state jsonb NOT NULL
);

-- Faults and the market's liveliness, for the owner to UPDATE while the chain runs. Read with every slot, and again for a
-- request with a sendTransaction when the last reading is older than 10 ms.
CREATE TABLE IF NOT EXISTS chain.settings (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  -- Part of the requests with a sendTransaction that are cut before anything of them is accepted.
  lose_request_rate double precision NOT NULL DEFAULT 0 CHECK (lose_request_rate BETWEEN 0 AND 1),
  -- Part of them that are accepted and then cut.
  lose_answer_rate double precision NOT NULL DEFAULT 0 CHECK (lose_answer_rate BETWEEN 0 AND 1),
  -- Part of the transactions that land only delay_slots later than they could.
  delay_rate double precision NOT NULL DEFAULT 0 CHECK (delay_rate BETWEEN 0 AND 1),
  delay_slots integer NOT NULL DEFAULT 5 CHECK (delay_slots BETWEEN 0 AND 1000),
  -- Slots go on, but nothing lands; what waits lands when this is false again, if its blockhash still lives.
  hold_landings boolean NOT NULL DEFAULT false,
  volatility_percent integer NOT NULL DEFAULT 100 CHECK (volatility_percent BETWEEN 0 AND 1000),
  venue_spread_percent integer NOT NULL DEFAULT 100 CHECK (venue_spread_percent BETWEEN 0 AND 1000),
  depth_percent integer NOT NULL DEFAULT 100 CHECK (depth_percent BETWEEN 1 AND 10000)
);

GRANT USAGE ON SCHEMA chain TO chain_app;
GRANT SELECT ON chain.genesis, chain.settings TO chain_app;
GRANT SELECT, UPDATE ON chain.head TO chain_app;
GRANT SELECT, INSERT ON chain.transactions TO chain_app;
GRANT SELECT, INSERT, UPDATE ON chain.pools TO chain_app;
