import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Options, PostgresType, Sql } from 'postgres';
import { EngineError } from '../core/errors/engineError.ts';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { codeOf, reachable } from './outage.ts';
import * as schema from './schema.ts';
import { createShares } from './shares.ts';

export type ReadConnections = { readonly sql: Sql; readonly db: PostgresJsDatabase<typeof schema> };

export type TraderReads = {
  /**
   * Runs a read of a trader's history, which may be long, when the trader has a free place. Throws EngineError TOO_MANY_REQUESTS when too many
   * reads of the trader already wait, UNAVAILABLE when the read takes too long or Postgres can't be reached.
   */
  run<T>(traderId: string, read: (on: ReadConnections) => PromiseLike<T>): Promise<T>;
  close(): Promise<void>;
};

/** Milliseconds that a statement of such a read may take in the database. */
const STATEMENT_MS = 5_000;
/** Concurrent reads of one trader: fewer than the connections, so that one trader can't occupy them all. */
const RUNNING_PER_TRADER = 2;
/** Reads of one trader that may wait. */
const WAITING_PER_TRADER = 30;
/** Connections of each kind: together more than one trader may use. */
const CONNECTIONS = 4;
const QUERY_CANCELED = '57014';

/** Reads of traders' histories, on separate connections, so that they delay no order and no balance. */
export function createTraderReads(opts: { url: string; options: Options<Record<string, PostgresType>> }): TraderReads {
  const options = {
    ...opts.options,
    max: CONNECTIONS,
    connection: {
      ...opts.options.connection,
      statement_timeout: STATEMENT_MS,
      // One core per read.
      max_parallel_workers_per_gather: 0,
    },
  };
  const raw = createPostgresPool({ url: opts.url, options });
  const typed = createPostgresPool({ url: opts.url, options, onOpen: (sql) => void drizzle(sql, { schema }) });
  const on = { sql: raw.sql, db: drizzle(typed.sql, { schema }) };
  const shares = createShares({ running: RUNNING_PER_TRADER, waiting: WAITING_PER_TRADER });

  return {
    async run(traderId, read) {
      try {
        return await shares.run(traderId, () => reachable(() => read(on), STATEMENT_MS + 2_000));
      } catch (error) {
        if (codeOf(error) !== QUERY_CANCELED) throw error;
        throw new EngineError({
          code: 'UNAVAILABLE',
          text: 'This list takes too long to read at the moment. Nothing was changed; choose a shorter time or fewer filters, or try again.',
          retryAfterSeconds: 5,
          cause: error,
        });
      }
    },
    async close() {
      await Promise.all([raw.close(), typed.close()]);
    },
  };
}
