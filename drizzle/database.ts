import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { EngineError } from '../core/errors/engineError.ts';
import * as schema from './schema.ts';

export type Database = {
  /** For hot statements: raw and prepared. A client of its own, since drizzle changes the serialisers of the one it is given. */
  readonly sql: Sql;
  /** For queries that are read more than run. */
  readonly db: PostgresJsDatabase<typeof schema>;
  close(): Promise<void>;
};

/** The role under which the engine works: it reads, and changes the engine's tables only through their functions. */
const ENGINE_ROLE = 'engine_app';

/** An array in Postgres's own notation, each element quoted. */
function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

const arrayType = (oid: number) => ({ to: oid, from: [oid], serialize: arrayLiteral, parse: (text: string) => text });
/** The arrays that our statements take, by their oids: without the catalogue the driver has to be told. */
const ARRAY_TYPES = { texts: arrayType(1009), uuids: arrayType(2951), bigints: arrayType(1016) };

/** Connects lazily, as the engine's role: the first query opens the first connection. `max` bounds the connections for hot statements. */
export function connectDatabase(opts: { url: string; applicationName: string; max: number }): Database {
  const options = {
    connect_timeout: 3,
    idle_timeout: 0,
    // The driver's own reading of the catalogue rejects where nobody can catch it when Postgres goes away meanwhile.
    fetch_types: false,
    max_lifetime: null,
    onnotice: () => {},
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    connection: {
      application_name: opts.applicationName,
      role: ENGINE_ROLE,
      statement_timeout: STATEMENT_MS,
      // A statement of a process that died ends soon, instead of committing when the lock it waits for is free.
      client_connection_check_interval: 1_000,
    },
  };
  const sql = postgres(opts.url, { ...options, max: opts.max, types: ARRAY_TYPES });
  const query = postgres(opts.url, { ...options, max: Math.max(2, Math.ceil(opts.max / 3)) });
  return {
    sql,
    db: drizzle(query, { schema }),
    close: async () => {
      await Promise.all([sql.end({ timeout: 5 }), query.end({ timeout: 5 })]);
    },
  };
}

const OUTAGES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

/** Milliseconds that a statement may take in the database. */
const STATEMENT_MS = 15_000;
/** Milliseconds after which a call is given up: a connection that fell silent says nothing of a statement's timeout either. */
const CALL_MS = STATEMENT_MS + 2_000;

/** True when Postgres can't be reached or is stopping: the same request may succeed later, and whether it took effect is not known. */
export function isOutage(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'UNAVAILABLE';
  const code = codeOf(error);
  return code !== undefined && (OUTAGES.has(code) || code.startsWith('08'));
}

/**
 * Runs a database call; an outage, or no answer within `withinMs`, becomes EngineError UNAVAILABLE: whether it took effect is then not known.
 * Everything else passes.
 */
export async function reachable<T>(call: () => PromiseLike<T>, withinMs: number = CALL_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new EngineError({ code: 'UNAVAILABLE', detail: `postgres did not answer within ${withinMs} ms` })),
      withinMs,
    );
  });
  try {
    return await Promise.race([call(), silence]);
  } catch (error) {
    if (error instanceof EngineError || !isOutage(error)) throw error;
    throw new EngineError({ code: 'UNAVAILABLE', detail: 'postgres is not reachable', cause: error });
  } finally {
    clearTimeout(timer);
  }
}
