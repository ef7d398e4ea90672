-- The rules of the table, for every writer. Locks: share row exclusive on this table alone, so that it can't deadlock with the engine.
create or replace trigger written_once before update or delete or truncate on engine.order_events
  for each statement execute function engine.refuse_rewrite();
