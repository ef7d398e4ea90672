-- The head with all that decides over the next slot.
CREATE VIEW chain.head_now AS
SELECT to_jsonb(h) || to_jsonb(s) || jsonb_build_object('listing_change', (SELECT max(l.change) FROM chain.listing l)) AS now
  FROM chain.head h, chain.settings s;

-- Writes a slot when the head is still what it was made on (`known`, as chain.head_now said it); otherwise writes nothing and returns false.
-- Without `known` it writes whatever the head is: for who has it locked. `landed` are the transactions in order, null when there are none, and
-- `touched` the pools that they changed. Raises unique_violation when a signature has landed before.
CREATE FUNCTION chain.commit_slot(known jsonb, next_slot bigint, landed_at bigint, landed jsonb, touched jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM chain.head FOR UPDATE;
  -- A statement after the lock sees what was committed while it was waited for.
  IF known IS NOT NULL AND (SELECT n.now FROM chain.head_now n) <> known THEN
    RETURN false;
  END IF;
  UPDATE chain.head SET slot = next_slot;
  IF landed IS NOT NULL THEN
    INSERT INTO chain.pools (pool, slot, state)
    SELECT p.pool, next_slot, p.state FROM jsonb_to_recordset(touched) AS p (pool text, state jsonb)
    ON CONFLICT (pool) DO UPDATE SET slot = excluded.slot, state = excluded.state;
    INSERT INTO chain.transactions (signature, slot, position, wallet, memo, err, execution, received_at, landed_at)
    SELECT t.signature, next_slot, t.position, t.wallet, t.memo, t.err, t.execution, t."receivedAt", landed_at
      FROM jsonb_to_recordset(landed) AS t (
        signature text, position integer, wallet text, memo text, err jsonb, execution jsonb, "receivedAt" bigint
      );
  END IF;
  RETURN true;
END $$;

GRANT SELECT ON chain.head_now TO chain_app;
GRANT EXECUTE ON FUNCTION chain.commit_slot(jsonb, bigint, bigint, jsonb, jsonb) TO chain_app;
