-- Every inconsistency in the tables, as rule, subject and detail; empty when there is none.
create or replace view engine.audit as
  select 'transfer does not sum to zero' as rule, l.transfer_id::text as subject, l.token || ' ' || sum(l.amount) as detail
    from engine.ledger_lines l group by l.transfer_id, l.token having sum(l.amount) <> 0
  union all
  select 'balance differs from the ledger', coalesce(b.trader_id, s.trader_id) || ' ' || coalesce(b.token, s.token),
         concat('balance ', b.available, '/', b.held, ' ledger ', s.available, '/', s.held)
    from engine.balances b
    full join (
      select trader_id, token, coalesce(sum(amount) filter (where account = 'available'), 0) as available, coalesce(sum(amount) filter (where account = 'held'), 0) as held
        from engine.ledger_lines where account in ('available', 'held') group by 1, 2
    ) s on s.trader_id = b.trader_id and s.token = b.token
   where coalesce(b.available, 0) <> coalesce(s.available, 0) or coalesce(b.held, 0) <> coalesce(s.held, 0)
  union all
  select 'held differs from the open orders', b.trader_id || ' ' || b.token, concat('held ', b.held, ' open ', o.total)
    from engine.balances b
    left join (select trader_id, token_in, sum(amount_in) as total from engine.orders where final_at is null group by 1, 2) o
      on o.trader_id = b.trader_id and o.token_in = b.token
   where b.held <> coalesce(o.total, 0)
  union all
  select 'order without its hold', o.id::text, null from engine.orders o
   where not exists (select from engine.transfers t where t.order_id = o.id and t.kind = 'hold')
  union all
  select 'end of the hold does not fit the status', o.id::text, concat(o.status, ' ', t.kind)
    from engine.orders o
    left join engine.order_statuses s on s.status = o.status
    left join engine.transfers t on t.order_id = o.id and t.kind in ('release', 'settle')
   where t.kind is distinct from case s.phase when 'done' then 'settle' when 'ended' then 'release' end
  union all
  select 'end of the order does not fit the status', o.id::text, concat(o.status, ' ', o.final_at)
    from engine.orders o left join engine.order_statuses s on s.status = o.status
   where ((o.final_at is null) = (s.phase = 'open')) is not true
  union all
  select 'events of the order have a gap', o.id::text, concat('counter ', o.event_seq, ' events ', e.n, ' last ', e.last)
    from engine.orders o left join (select order_id, count(*) as n, max(seq) as last from engine.order_events group by 1) e on e.order_id = o.id
   where e.n is distinct from o.event_seq or e.last is distinct from o.event_seq
  union all
  select 'events of the trader have a gap', t.id, concat('counter ', t.last_seq, ' events ', e.n, ' last ', e.last)
    from engine.traders t left join (select trader_id, count(*) as n, max(trader_seq) as last from engine.order_events group by 1) e on e.trader_id = t.id
   where coalesce(e.n, 0) <> t.last_seq or coalesce(e.last, 0) <> t.last_seq
  union all
  select 'last event does not fit the status', o.id::text, concat(o.status, ' ', e.status)
    from engine.orders o join engine.order_events e on e.order_id = o.id and e.seq = o.event_seq where e.status <> o.status
  union all
  select 'phase of the event does not fit its status', e.order_id::text, concat(e.seq, ' ', e.status, ' ', e.phase)
    from engine.order_events e left join engine.order_statuses s on s.status = e.status where s.phase is null or e.phase <> s.phase
  union all
  select 'fill does not fit the order', o.id::text, concat(o.status, ' ', f.amount_in, ' ', f.amount_out, ' ', u.outcome)
    from engine.orders o
    join engine.order_statuses s on s.status = o.status
    left join engine.fills f on f.order_id = o.id
    left join engine.submissions u on u.order_id = o.id and u.signature = f.signature
   where (s.phase = 'done') <> (f.order_id is not null)
      or (f.order_id is not null and (f.amount_in <> o.amount_in or f.amount_out < o.min_out or u.outcome is distinct from 'landed'))
  union all
  select 'fill differs from its settlement', f.order_id::text, concat(f.amount_in, ' ', f.amount_out, ' settled ', s.paid, ' ', s.received)
    from engine.fills f
    join engine.orders o on o.id = f.order_id
    left join lateral (
      select -sum(l.amount) filter (where l.account = 'held') as paid, sum(l.amount) filter (where l.account = 'available' and l.token = o.token_out) as received
        from engine.transfers t join engine.ledger_lines l on l.transfer_id = t.id where t.order_id = f.order_id and t.kind = 'settle'
    ) s on true
   where s.paid is distinct from f.amount_in or s.received is distinct from f.amount_out
  union all
  select 'rest does not fit the order', o.id::text, concat(o.type, ' ', o.status)
    from engine.orders o left join engine.order_kinds k on k.kind = o.type
   where (o.resting and (o.status <> 'pending' or k.rests is not true)) or (not o.resting and k.rests and o.status = 'pending' and o.lease_epoch = 0)
  union all
  select 'live submission does not fit the status', o.id::text, o.status
    from engine.orders o left join engine.submissions u on u.order_id = o.id and u.outcome = 'live'
   where (o.status = 'submitted') <> (u.order_id is not null);
