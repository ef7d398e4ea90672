-- The rules of the table, for every writer. Locks: share row exclusive on this table alone, so that it can't deadlock with the engine.
create or replace trigger guard_ledger after insert on engine.ledger_lines
  referencing new table as added for each statement execute function engine.guard_ledger();

create or replace trigger written_once before update or delete or truncate on engine.ledger_lines
  for each statement execute function engine.refuse_rewrite();
