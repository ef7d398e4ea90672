import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { createPostgresPool } from '../runtime/postgresPool.ts';

/** Any number: those who migrate one database wait for each other on it. */
const MIGRATION_LOCK = 7_204_113;

/** Brings the database to the newest schema. `url` is the owner's connection. Safe to run by several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const { sql, close } = createPostgresPool({ url, options: { max: 1, connection: { application_name: 'migrate' } } });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
  } finally {
    await close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') {
    console.error('The setting DATABASE_URL is missing. See .env.example.');
    process.exit(1);
  }
  await migrateDatabase(url);
}
