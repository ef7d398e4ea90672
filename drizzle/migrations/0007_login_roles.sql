-- Each process logs in as a role of its own, a member of engine_app or chain_app alone. What every role may do in any database is not needed
-- by them: temporary tables, and objects in the schema public. An owner of less than the whole database leaves it as it is.
do $$
begin
  execute format('revoke create, temporary on database %I from public', current_database());
  revoke create on schema public from public;
exception when insufficient_privilege then null;
end
$$;
