import postgres, { type Sql } from 'postgres';
import { expect, it } from 'vitest';
import { testEngine } from '../testing/testEngine.ts';

/** Statements that no process of the engine may run on its own connection, even for an attacker. */
const REFUSED = [
  'set role engine',
  'set role engine_owner',
  'set role postgres',
  'set role pg_execute_server_program',
  'set session authorization engine',
  'set session authorization engine_owner',
  "copy (select 1) to program 'true'",
  "copy (select 1) to '/tmp/order-execution-engine-copied'",
  "select pg_read_file('/etc/passwd')",
  "select pg_ls_dir('/')",
  "select lo_import('/etc/passwd')",
  'select rolpassword from pg_authid',
  'create role intruder',
  'create database intruder',
  'create schema intruder',
  'create table public.intruder (x int)',
  'create temporary table intruder (x int)',
  'create extension dblink',
  "alter system set log_statement = 'all'",
  'set log_statement = none',
  'alter role engine_owner superuser',
  'alter table engine.orders disable trigger all',
  'drop schema engine cascade',
  'drop schema chain cascade',
  'set session_replication_role = replica',
];

async function codeOf(sql: Sql, statement: string): Promise<string> {
  return sql.unsafe(statement).then(
    () => 'done',
    (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'other'),
  );
}

it('gives the connections of server and chain no access to another role, file or program', async () => {
  await using engine = await testEngine();
  const { DATABASE_URL, CHAIN_DATABASE_URL } = engine.stack.env;
  if (DATABASE_URL === undefined || CHAIN_DATABASE_URL === undefined) throw new Error('the engine has no logins');
  const tables = await engine.owner<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('engine', 'auth', 'chain')`;
  const logins = [
    { url: DATABASE_URL, role: 'engine_app', foreign: ['chain'], otherRole: 'chain_app' },
    { url: CHAIN_DATABASE_URL, role: 'chain_app', foreign: ['engine', 'auth'], otherRole: 'engine_app' },
  ];
  for (const { url, role, foreign, otherRole } of logins) {
    const sql = postgres(url, { max: 1, connection: { role }, onnotice: () => {} });
    try {
      for (const leave of ['set role none', 'reset role', 'set session authorization default']) {
        await sql.unsafe(leave);
        const [who] = await sql`
          select rolsuper as super, rolcreaterole as makes_roles from pg_roles where rolname in (current_user, session_user)`;
        expect(who, leave).toMatchObject({ super: false, makes_roles: false });
        for (const statement of [...REFUSED, `set role ${otherRole}`]) {
          const code = await codeOf(sql, statement);
          // 22023: there is no such role. 0A000: there is no such extension.
          expect(['42501', '22023', '0A000'], `${leave}; ${statement}`).toContain(code);
        }
        for (const { schema, name } of tables.filter((table) => foreign.includes(table.schema)))
          for (const statement of [`select * from ${schema}.${name}`, `delete from ${schema}.${name}`])
            expect(await codeOf(sql, statement), statement).toBe('42501');
      }
    } finally {
      await sql.end();
    }
  }
}, 180_000);

it('gives no process the login of another', async () => {
  await using engine = await testEngine();
  const sessions = await engine.owner<{ name: string; user: string }[]>`
    select application_name as name, usename as user from pg_stat_activity
     where datname = current_database() and application_name in ('server', 'worker', 'chain') group by 1, 2 order by 1`;
  expect(sessions).toEqual([
    { name: 'chain', user: expect.stringMatching(/_chain$/) },
    { name: 'server', user: expect.stringMatching(/_server$/) },
    { name: 'worker', user: expect.stringMatching(/_server$/) },
  ]);
}, 180_000);
