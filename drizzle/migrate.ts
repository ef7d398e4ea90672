import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { ensureLogin, setUpConnection } from '../runtime/databaseLogin.ts';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { repositoryRoot } from '../runtime/repositoryRoot.ts';
import { runIfMain } from '../runtime/runIfMain.ts';
import { readMigrationSettings } from '../runtime/settings.ts';
import { ensureOwner } from './databaseOwner.ts';
import { addOrderKinds } from './orderKindRows.ts';
import { applyPresentSql } from './presentSql.ts';

/** An arbitrary lock number: processes that migrate one database take turns. */
const MIGRATION_LOCK = 7_204_113;

const MIGRATIONS = path.join(repositoryRoot, 'drizzle/migrations');

/**
 * Brings the database to the newest schema: the tables' migrations, then the current functions, views, triggers and grants, and the order kinds.
 * `url` is the owner's connection. Several processes may run it at once, and engines of this version may run meanwhile.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const { sql, close } = createPostgresPool({ url, options: { max: 1, connection: { application_name: 'migrate' } } });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS });
    await applyPresentSql(sql);
    await addOrderKinds(sql);
  } finally {
    await close();
  }
}

/** Makes the owner, the newest schema and the server's login, as far as the settings name them. */
async function main(): Promise<void> {
  const settings = readMigrationSettings(process.env);
  const ownerUrl = settings.MIGRATION_DATABASE_URL;
  if (settings.ADMIN_DATABASE_URL !== undefined) await ensureOwner({ adminUrl: settings.ADMIN_DATABASE_URL, ownerUrl });
  await migrateDatabase(ownerUrl);
  if (settings.DATABASE_URL === undefined) return;
  const sql = setUpConnection(ownerUrl);
  try {
    await ensureLogin({ sql, url: settings.DATABASE_URL, setting: 'DATABASE_URL', group: 'engine_app' });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

runIfMain(import.meta.url, main);
