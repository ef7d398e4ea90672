-- Opens a trader: its row, its balances and the first deposit, once.
-- In: the trader; the wallet's address; the grant as {"<mint>": "<base units>"}; the marks of now as {"<mint>": "<micro-USDC of 10^12 base
--   units>"}, null without prices; the fingerprint of the secret that the wallet was derived from, null to skip that check.
-- Out: true when it was opened by this call. Raises OE007 when the fingerprint is not the database's.
-- Locks: the trader's new row.
create or replace function engine.open_trader(p_trader text, p_wallet text, p_grant jsonb, p_marks jsonb default null, p_fingerprint text default null) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
  if p_fingerprint is not null and exists (select from controls c where c.wallet_fingerprint is distinct from p_fingerprint) then
    raise exception 'the wallet of trader % was made from another secret', p_trader using errcode = 'OE007';
  end if;
  insert into traders (id, wallet) values (p_trader, p_wallet) on conflict do nothing;
  if not found then return false; end if;
  insert into transfers (kind, trader_id, at, marks) values ('deposit', p_trader, clock_timestamp(), p_marks) returning id into v_transfer;
  insert into balances (trader_id, token, available, held)
    select p_trader, g.key, g.value::numeric, 0 from jsonb_each_text(p_grant) g order by g.key;
  insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select v_transfer, (row_number() over (order by g.key, s.sign))::smallint, s.account, p_trader, g.key, s.sign * g.value::numeric
      from jsonb_each_text(p_grant) g cross join (values ('available', 1), ('faucet', -1)) as s(account, sign);
  return true;
end
$$;

revoke all on function engine.open_trader from public;
grant execute on function engine.open_trader to engine_app;
