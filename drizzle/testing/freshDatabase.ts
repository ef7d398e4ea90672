import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { connectDatabase, type Database } from '../database.ts';
import { migrateDatabase } from '../migrate.ts';

export type FreshDatabase = AsyncDisposable & {
  /** The owner's URL of the new database. */
  readonly url: string;
  /** The server's URL of the new database. */
  readonly loginUrl: string;
  /** A connection with the application's role. */
  readonly database: Database;
  /** A connection as the owner, to bypass the rules and to hold locks. */
  readonly owner: Sql;
  /** The audit's rows; empty when there is no contradiction in the tables. */
  audit(): Promise<unknown[]>;
};

/** An arbitrary lock number. */
const CREATION_LOCK = 7_204_114;

/**
 * A separate migrated database on the server of DATABASE_URL, dropped at the end of the scope: `await using db = await freshDatabase()`. `migrate`
 * makes its content; by default the newest schema.
 */
export async function freshDatabase({ migrate = migrateDatabase } = {}): Promise<FreshDatabase> {
  const base = process.env.DATABASE_URL;
  if (base === undefined) throw new Error('DATABASE_URL must name a Postgres server for the integration tests');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(base, { max: 1, onnotice: () => {} });
  const url = new URL(base);
  url.pathname = `/${name}`;
  // Roles belong to the whole server, so test files that run concurrently make them one after another.
  await admin`select pg_advisory_lock(${CREATION_LOCK})`;
  try {
    await admin.unsafe(`create database ${name}`);
    await migrate(url.href);
  } finally {
    await admin`select pg_advisory_unlock(${CREATION_LOCK})`;
  }
  // The server's login, if the test command made it; else the owner, in the same role.
  const loginUrl = new URL(process.env.TEST_SERVER_DATABASE_URL ?? base);
  loginUrl.pathname = url.pathname;
  const database = connectDatabase({ url: loginUrl.href, applicationName: 'test', max: 10 });
  const owner = postgres(url.href, { max: 5, onnotice: () => {} });
  return {
    url: url.href,
    loginUrl: loginUrl.href,
    database,
    owner,
    audit: async () => [...(await owner`select * from engine.audit`)],
    async [Symbol.asyncDispose]() {
      await Promise.all([database.close(), owner.end({ timeout: 2 })]);
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 2 });
    },
  };
}
