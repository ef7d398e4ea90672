-- Brings each available balance that is below its grant up to it, by a deposit.
-- In: the trader, the grant and the marks, as for engine.open_trader. Out: true when anything was added.
-- Locks: the trader, then its balances by token.
create or replace function engine.top_up(p_trader text, p_grant jsonb, p_marks jsonb default null) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
  perform 1 from traders t where t.id = p_trader for no key update;
  if not found then return false; end if;
  insert into balances (trader_id, token, available, held)
    select p_trader, g.key, 0, 0 from jsonb_each_text(p_grant) g order by g.key on conflict do nothing;
  perform 1 from balances b where b.trader_id = p_trader order by b.token for no key update;
  if not exists (select from balances b join jsonb_each_text(p_grant) g on g.key = b.token
                  where b.trader_id = p_trader and b.available < g.value::numeric) then
    return false;
  end if;
  insert into transfers (kind, trader_id, at, marks) values ('deposit', p_trader, clock_timestamp(), p_marks) returning id into v_transfer;
  insert into ledger_lines (transfer_id, line, account, trader_id, token, amount)
    select v_transfer, (row_number() over (order by b.token, s.sign))::smallint, s.account, p_trader, b.token, s.sign * (g.value::numeric - b.available)
      from balances b join jsonb_each_text(p_grant) g on g.key = b.token
     cross join (values ('available', 1), ('faucet', -1)) as s(account, sign)
     where b.trader_id = p_trader and b.available < g.value::numeric;
  update balances b set available = g.value::numeric from jsonb_each_text(p_grant) g
   where b.trader_id = p_trader and b.token = g.key and b.available < g.value::numeric;
  return true;
end
$$;

revoke all on function engine.top_up from public;
grant execute on function engine.top_up to engine_app;
