import type { Sql } from 'postgres';
import { openPostgres } from './openPostgres.ts';
import { SettingsError } from './settings.ts';

const CONNECT_SECONDS = 3;
const RETRY_MS = 1_000;

/**
 * Refuses a database login that could leave its role: a superuser, a role that may make roles or read files, the owner of the database or of its
 * schemas, or a member of any of them. `refuse` gets the reason, which says what to do, and ends the process. While Postgres does not answer, the
 * process continues; the login is checked as soon as Postgres answers.
 */
export async function refusePrivilegedLogin(opts: {
  readonly url: string;
  readonly setting: string;
  readonly refuse: (error: SettingsError) => void;
}): Promise<void> {
  const sql = openPostgres(opts.url, {
    max: 1,
    connect_timeout: CONNECT_SECONDS,
    fetch_types: false,
    onnotice: () => undefined,
  });
  const look = async (): Promise<SettingsError | 'fine' | 'unknown'> => {
    try {
      return (await isPrivileged(sql)) ? refusal(opts.setting) : 'fine';
    } catch {
      return 'unknown';
    }
  };
  const lookAgain = async () => {
    const seen = await look();
    if (seen === 'unknown') setTimeout(() => void lookAgain(), RETRY_MS).unref();
    else await sql.end({ timeout: 1 });
    if (seen instanceof SettingsError) opts.refuse(seen);
  };
  const first = await look();
  if (first === 'unknown') return void lookAgain();
  await sql.end({ timeout: 1 });
  if (first instanceof SettingsError) opts.refuse(first);
}

/** True when the login of a connection has more rights than our processes need. */
export async function isPrivileged(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ privileged: boolean }[]>`
    select exists (
      select from pg_roles r
       where pg_has_role(session_user, r.oid, 'member')
         and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
              or r.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files',
                               'pg_read_all_data', 'pg_write_all_data')
              or r.oid = (select datdba from pg_database where datname = current_database())
              or r.oid in (select nspowner from pg_namespace where nspname in ('engine', 'auth', 'chain')))) as privileged`;
  return row?.privileged === true;
}

function refusal(setting: string): SettingsError {
  return new SettingsError(
    `The setting ${setting} logs in to Postgres with rights beyond those of this process (a superuser, the owner, or a member of either). Set MIGRATION_DATABASE_URL to that login, ${setting} to one of its own such as postgres://engine_server:<password>@host/database, and run \`npm run migrate\`, which makes it. See .env.example.`,
  );
}
