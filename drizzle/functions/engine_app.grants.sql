-- The rights of the application's role: read all tables, call the functions (each file grants its own), and write only in the schema auth.
-- Each process logs in as a member of engine_app or chain_app. Roles are shared by the databases of a server, so another may have made it.
do $$
begin
  if not exists (select from pg_roles r where r.rolname = 'engine_app') then create role engine_app nologin; end if;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
  execute format('grant engine_app to %I', current_user);
exception when insufficient_privilege then null;
end
$$;

revoke all on schema engine from public;
grant usage on schema engine, auth to engine_app;
grant select on all tables in schema engine to engine_app;
grant select, insert, update, delete on all tables in schema auth to engine_app;

-- No login needs temporary tables or objects in the schema public. An owner of less than the whole database leaves both as they are.
do $$
begin
  execute format('revoke create, temporary on database %I from public', current_database());
  revoke create on schema public from public;
exception when insufficient_privilege then null;
end
$$;
