-- The rules of the table, for every writer. Locks: share row exclusive on this table alone, so that it can't deadlock with the engine.
create or replace trigger guard_orders after update on engine.orders
  referencing old table as before new table as after for each statement execute function engine.guard_orders();

create or replace trigger guard_new_orders after insert on engine.orders
  referencing new table as after for each statement execute function engine.guard_new_orders();

create or replace trigger never_deleted before delete or truncate on engine.orders
  for each statement execute function engine.refuse_rewrite();
