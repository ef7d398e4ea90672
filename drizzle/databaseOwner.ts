import type { Sql } from 'postgres';
import { makeRole, quotedName, setUpConnection, userOf } from '../runtime/databaseLogin.ts';

/**
 * Makes the owner of the database, a role that is no superuser, and gives it the objects that a superuser made in an earlier version. `adminUrl`
 * is a superuser's connection. Idempotent.
 */
export async function ensureOwner(opts: { readonly adminUrl: string; readonly ownerUrl: string }): Promise<void> {
  const sql = setUpConnection(opts.adminUrl);
  const user = userOf(opts.ownerUrl);
  try {
    await makeRole({
      sql,
      user,
      url: opts.ownerUrl,
      setting: 'MIGRATION_DATABASE_URL',
      attributes: 'login nosuperuser nocreatedb createrole noreplication',
    });
    for (const statement of await handOver(sql, quotedName(user))) await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The statements that give the owner the database, the schemas with all objects in them, and the group roles. */
async function handOver(sql: Sql, owner: string): Promise<string[]> {
  const rows = await sql<{ statement: string }[]>`
    with target as (select ${owner}::text as name, ${owner}::regrole::oid as id),
    ours as (select oid, nspname, nspowner from pg_namespace where nspname in ('engine', 'auth', 'chain', 'drizzle'))
    select format('grant %I to %s with admin option', rolname, target.name) as statement from pg_roles, target
     where rolname in ('engine_app', 'chain_app')
       and not exists (select from pg_auth_members m where m.roleid = pg_roles.oid and m.member = target.id and m.admin_option)
    union all
    select format('alter database %I owner to %s', datname, target.name) from pg_database, target
     where datname = current_database() and datdba <> target.id
    union all
    select format('alter schema %I owner to %s', nspname, target.name) from ours, target where nspowner <> target.id
    union all
    select format('alter %s %s owner to %s', case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
                  c.oid::regclass, target.name)
      from pg_class c join ours on ours.oid = c.relnamespace, target
     where relowner <> target.id and relkind in ('r', 'p', 'v', 'm', 'S')
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and relkind = 'S' and deptype in ('a', 'i'))
    union all
    select format('alter routine %s owner to %s', p.oid::regprocedure, target.name)
      from pg_proc p join ours on ours.oid = p.pronamespace, target where proowner <> target.id
    union all
    select format('alter type %s owner to %s', t.oid::regtype, target.name)
      from pg_type t join ours on ours.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid, target
     where typowner <> target.id and (typtype in ('e', 'd') or (typtype = 'c' and c.relkind = 'c'))`;
  return rows.map(({ statement }) => statement);
}
