import type { Options, PostgresType, Sql } from 'postgres';
import { openPostgres } from './openPostgres.ts';

/**
 * Session settings that our statements depend on, fixed for every connection, so that settings of the server, the database or the role (`ALTER
 * DATABASE … SET`) have no effect. `default_transaction_read_only` is not among them: when an operator forbids writes, the engine obeys, and that
 * is an outage. All values are texts, because the driver omits values that are false or 0.
 */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  lc_monetary: 'C',
  lc_numeric: 'C',
  lc_time: 'C',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  search_path: 'pg_catalog',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  // An acknowledged commit is on disk.
  synchronous_commit: 'on',
  row_security: 'on',
  check_function_bodies: 'on',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  // Compiling a statement takes longer than running any of ours.
  jit: 'off',
};

/** Delay between the first read-only connection and the replacement of all, milliseconds; also the least time between two replacements. */
const RENEW_MS = 500;
/** Time that statements on replaced connections have to end, milliseconds. */
const GRACE_MS = 1_000;

export type PostgresPool = {
  /** Its connections change; the function stays. */
  readonly sql: Sql;
  /** Why the last connected server accepts no writes; undefined while it accepts them. */
  refusal(): 'standby' | 'read-only' | undefined;
  close(): Promise<void>;
};

/**
 * A pool of connections that can write. It does not use a standby (with several hosts in the URL it tries the next one). A session stays
 * read-only after the server no longer is, so when one connection was read-only, the pool replaces all its connections. `onOpen` gets each new
 * set.
 */
export function createPostgresPool(opts: {
  url: string;
  options: Options<Record<string, PostgresType>>;
  onOpen?(sql: Sql): void;
}): PostgresPool {
  const { url, options, onOpen } = opts;
  const status = new Map<string, string>();
  const replaced = new Set<Sql>();
  let renewal: NodeJS.Timeout | undefined;
  let closed = false;

  function open(): Sql {
    const sql = openPostgres(url, {
      connect_timeout: 3,
      idle_timeout: 0,
      max_lifetime: null,
      // If Postgres goes down meanwhile, the driver's own query of the catalogue causes an unhandled rejection.
      fetch_types: false,
      onnotice: () => {},
      backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
      target_session_attrs: 'primary',
      onparameter(name: string, value: unknown) {
        status.set(name, String(value));
        if (name === 'default_transaction_read_only' && value === 'on' && !closed) {
          renewal ??= setTimeout(renew, RENEW_MS).unref();
        }
      },
      ...options,
      connection: { ...SESSION_SETTINGS, ...options.connection },
    });
    onOpen?.(sql);
    return sql;
  }

  let current = open();

  function renew(): void {
    renewal = undefined;
    const old = current;
    current = open();
    replaced.add(old);
    setTimeout(() => {
      replaced.delete(old);
      void old.end({ timeout: 0 });
    }, GRACE_MS).unref();
  }

  return {
    sql: new Proxy(current, {
      apply: (_, __, args) => Reflect.apply(current, undefined, args),
      get: (_, key) => Reflect.get(current, key),
    }),
    refusal() {
      if (status.get('in_hot_standby') === 'on') return 'standby';
      return status.get('default_transaction_read_only') === 'on' ? 'read-only' : undefined;
    },
    async close() {
      closed = true;
      clearTimeout(renewal);
      await Promise.all([current.end({ timeout: 5 }), ...[...replaced].map((old) => old.end({ timeout: 0 }))]);
    },
  };
}
