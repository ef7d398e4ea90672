-- The fingerprint of the secret that the wallets are derived from.
-- In: that of the caller's secret, recorded when there is none. Out: the recorded one. Locks: the controls' row.
create or replace function engine.wallet_fingerprint(p_fingerprint text) returns text
language sql security definer set search_path = engine, pg_temp as $$
  update controls set wallet_fingerprint = coalesce(wallet_fingerprint, p_fingerprint) returning wallet_fingerprint
$$;

revoke all on function engine.wallet_fingerprint from public;
grant execute on function engine.wallet_fingerprint to engine_app;
