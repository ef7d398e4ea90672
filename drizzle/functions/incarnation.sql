-- Which history of the database this is: the WAL timeline, which changes when a replica is promoted or a backup recovered, and the
-- database's oid. The default of engine.orders.incarnation.
-- In: nothing. Out: the two as text. Locks: none.
create or replace function engine.incarnation() returns text language sql stable as $$
  select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || ':' || (select d.oid from pg_database d where d.datname = current_database())
$$;

revoke all on function engine.incarnation from public;
grant execute on function engine.incarnation to engine_app;
