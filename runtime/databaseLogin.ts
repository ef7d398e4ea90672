import type { Sql } from 'postgres';
import { openPostgres } from './openPostgres.ts';
import { scramVerifier } from './scramVerifier.ts';
import { SettingsError } from './settings.ts';

/** An arbitrary, unique lock number: processes that make logins in one database take turns. */
const LOGINS_LOCK = 7_231_211;
const MAY_NOT = '42501';

/** The role that a URL logs in as; empty when it names none. */
export const userOf = (url: string): string => decodeURIComponent(new URL(url).username);

/**
 * Makes the role that `url` logs in as, with the URL's password, a member of `group` only. An existing role keeps its other attributes. `sql` is
 * a connection that may make roles. Throws SettingsError, which names `setting`, when the role has more rights, or when `sql` may not make it.
 */
export async function ensureLogin(opts: {
  readonly sql: Sql;
  readonly url: string;
  readonly setting: string;
  readonly group: string;
}): Promise<void> {
  const user = userOf(opts.url);
  const [facts] = await opts.sql<{ owner: boolean; existing: boolean; strong: boolean }[]>`
    select current_user = ${user} as owner, exists (select from pg_roles where rolname = ${user}) as existing,
           exists (select from pg_roles where rolname = ${user} and (rolsuper or rolcreaterole or rolcreatedb)) as strong`;
  if (facts === undefined || user === '' || facts.owner || facts.strong)
    throw new SettingsError(
      `The setting ${opts.setting} logs in as "${user}", which has more rights than the process needs. Name another role there, with a password: the migration makes it.`,
    );
  await makeRole({ ...opts, user, attributes: 'login nosuperuser nocreatedb nocreaterole noreplication' });
  const [member] = await opts.sql`select 1 where pg_has_role(${user}, ${opts.group}, 'member')`;
  if (member !== undefined) return;
  const quoted = { user: quotedName(user), group: quotedName(opts.group) };
  await opts.sql.unsafe(`grant ${quoted.group} to ${quoted.user}`).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    throw new SettingsError(
      `The role "${user}" of ${opts.setting} is no member of ${opts.group}, and the migration may not make it one. Let an administrator run: grant ${quoted.group} to ${quoted.user};`,
    );
  });
}

/** Makes a role of this name if none exists, and gives it the password of the URL. A role that another program made keeps its password. */
export async function makeRole(opts: {
  readonly sql: Sql;
  readonly user: string;
  readonly url: string;
  readonly attributes: string;
  readonly setting: string;
}): Promise<void> {
  const role = quotedName(opts.user);
  const password = decodeURIComponent(new URL(opts.url).password);
  await opts.sql.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${LOGINS_LOCK})`;
    const [existing] = await sql`select 1 from pg_roles where rolname = ${opts.user}`;
    if (existing === undefined)
      await sql.unsafe(`create role ${role} ${opts.attributes}`).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
        throw new SettingsError(
          `The role "${opts.user}" of ${opts.setting} does not exist, and the migration may not make it. Let an administrator run: create role ${role} ${opts.attributes} password '…';`,
        );
      });
    if (password === '') return;
    await sql
      .savepoint((inner) => inner.unsafe(`alter role ${role} password '${scramVerifier(password)}'`))
      .catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
  });
}

/** A short-lived connection for set-up work. */
export const setUpConnection = (url: string): Sql => openPostgres(url, { max: 1, onnotice: () => undefined });

/** Quotes a name for SQL. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === MAY_NOT;
}
