import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';

export type EmptyDatabase = AsyncDisposable & {
  readonly url: string;
  /** As the chain logs in, when the test command made its login; else as the owner. */
  readonly loginUrl: string;
  readonly sql: Sql;
};

/** A new database on the server of DATABASE_URL, and the owner's connection to it; dropped at the end. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const base = process.env.DATABASE_URL;
  if (base === undefined) throw new Error('DATABASE_URL must name a Postgres server for the integration tests');
  const name = `chain_test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(base, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const loginUrl = new URL(process.env.TEST_CHAIN_DATABASE_URL ?? base);
  loginUrl.pathname = url.pathname;
  const sql = postgres(url.href, { max: 2, onnotice: () => undefined });
  return {
    url: url.href,
    loginUrl: loginUrl.href,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 2 });
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end({ timeout: 2 });
    },
  };
}
