import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { createHealthWatch, type DatabaseHealth } from './databaseHealth.ts';
import { reachable, STATEMENT_MS } from './outage.ts';
import * as schema from './schema.ts';
import { createTraderReads, type TraderReads } from './traderReads.ts';

export { isOutage, reachable } from './outage.ts';

export type Database = {
  /** For hot statements: raw and prepared. A separate client, since drizzle changes the serialisers of the client that it gets. */
  readonly sql: Sql;
  /** For queries where readable code matters more than speed. */
  readonly db: PostgresJsDatabase<typeof schema>;
  /** For reads of a trader's history. */
  readonly reads: Pick<TraderReads, 'run'>;
  /** Like `reachable`, for the engine's writes: their success or failure counts for health. Throws EngineError UNAVAILABLE. */
  write<T>(call: () => PromiseLike<T>, withinMs?: number): Promise<T>;
  /** Whether Postgres stores writes; the result is at most a second old. Never throws. */
  health(): Promise<DatabaseHealth>;
  close(): Promise<void>;
};

/** The engine's role: it may read the tables, and change them only through the functions. */
const ENGINE_ROLE = 'engine_app';

/** An array in Postgres's own notation, each element quoted. */
function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

const arrayType = (oid: number) => ({ to: oid, from: [oid], serialize: arrayLiteral, parse: (text: string) => text });
/** The oids of the array types that our statements use; the driver does not read the catalogue, so it needs them here. */
const ARRAY_TYPES = { texts: arrayType(1009), uuids: arrayType(2951), ints: arrayType(1007), bigints: arrayType(1016) };

/** Connects lazily, as the engine's role: the first query opens the first connection. `max` bounds the connections for hot statements. */
export function connectDatabase(opts: { url: string; applicationName: string; max: number }): Database {
  const { url, max } = opts;
  const options = {
    connection: {
      application_name: opts.applicationName,
      role: ENGINE_ROLE,
      statement_timeout: STATEMENT_MS,
      // A statement of a dead process ends soon, instead of committing once it gets the lock that it waits for.
      client_connection_check_interval: 1_000,
    },
  };
  const hot = createPostgresPool({ url, options: { ...options, max, types: ARRAY_TYPES } });
  const query = createPostgresPool({
    url,
    options: { ...options, max: Math.max(2, Math.ceil(max / 3)) },
    onOpen: (sql) => void drizzle(sql, { schema }),
  });
  const reads = createTraderReads({ url, options });
  const watch = createHealthWatch(hot);
  return {
    sql: hot.sql,
    db: drizzle(query.sql, { schema }),
    reads,
    write: (call, withinMs) => watch.watched(() => reachable(call, withinMs)),
    health: watch.look,
    close: async () => {
      await Promise.all([hot.close(), query.close(), reads.close()]);
    },
  };
}
