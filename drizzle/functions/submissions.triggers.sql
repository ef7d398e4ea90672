-- The rules of the table, for every writer. Locks: share row exclusive on this table alone, so that it can't deadlock with the engine.
create or replace trigger never_deleted before delete or truncate on engine.submissions
  for each statement execute function engine.refuse_rewrite();
