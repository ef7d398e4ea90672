ALTER TABLE "engine"."transfers" ADD COLUMN "marks" jsonb;--> statement-breakpoint
CREATE INDEX "transfers_deposits" ON "engine"."transfers" USING btree ("trader_id","id") WHERE kind = 'deposit';
--> statement-breakpoint

-- The functions that deposit take the marks of the moment beside the grant, as {"<mint>": "<micro-USDC of 10^12 base units>"}, null without
-- prices. A server of before calls them without.
drop function engine.open_trader(text, text, jsonb);
--> statement-breakpoint
drop function engine.top_up(text, jsonb);
--> statement-breakpoint

-- Opens a trader: row, balances and the first deposit, once.
-- In: the trader, the wallet's address, the grant as {"<mint>": "<base units>"}, the marks. Out: true when it was opened now.
-- Locks: the trader's row.
create function engine.open_trader(p_trader text, p_wallet text, p_grant jsonb, p_marks jsonb default null) returns boolean
language plpgsql security definer set search_path = engine, pg_temp as $$
declare
  v_transfer bigint;
begin
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
--> statement-breakpoint

-- Brings each available balance that is below its grant up to it. In: the trader, the grant, the marks. Out: true when anything was added.
-- Locks: the trader, then its balances by token.
create function engine.top_up(p_trader text, p_grant jsonb, p_marks jsonb default null) returns boolean
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
--> statement-breakpoint
revoke all on function engine.open_trader, engine.top_up from public;
--> statement-breakpoint
grant execute on function engine.open_trader, engine.top_up to engine_app;
