import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Sql } from 'postgres';

/** The usage up to a moment, or per order: processor time in ms by process, and the work of Postgres and Redis. */
export type Used = {
  readonly cpuMs: Readonly<Record<string, number>>;
  /** Statements of clients, including BEGIN and COMMIT, without those inside functions; null where pg_stat_statements is missing. */
  readonly statements: number | null;
  readonly transactions: number;
  readonly walBytes: number;
  readonly redisCommands: number;
};

type Pid = { readonly pid: number | undefined };

/** Processor time of a process so far, user and system, ms, in steps of 10 ms. 0 for a process that has ended. */
function cpuOf(pid: number | undefined, opts: { endedChildrenToo?: boolean } = {}): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = fields.slice(11, opts.endedChildrenToo ? 15 : 13);
    return 10 * ticks.reduce((sum, field) => sum + Number(field), 0);
  } catch {
    return 0;
  }
}

/** Measures the cost of orders on this machine, where Postgres and Redis run too (Linux). `statements`: whether Postgres counts them. */
export function createCostMeter(opts: {
  owner: Sql;
  redisUrl: string;
  processes: Readonly<Record<string, Pid | undefined>>;
  postgres: Pid | undefined;
  statements: boolean;
}) {
  const { owner, processes } = opts;
  const redis = new Redis(opts.redisUrl);

  async function statementsSoFar(): Promise<number | null> {
    if (!opts.statements) return null;
    const [row] = await owner<{ calls: number }[]>`
      select sum(s.calls)::float8 as calls from pg_stat_statements s
       where s.dbid = (select d.oid from pg_database d where d.datname = current_database())`;
    return row?.calls ?? Number.NaN;
  }

  async function used(): Promise<Used> {
    const [row] = await owner<{ pids: number[]; transactions: number; wal: number }[]>`
      select (select array_agg(a.pid) from pg_stat_activity a) as pids,
             (select d.xact_commit::float8 from pg_stat_database d where d.datname = current_database()) as transactions,
             pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal`;
    const info = await redis.info();
    const figure = (name: string) => Number(new RegExp(`^${name}:([0-9.]+)`, 'm').exec(info)?.[1] ?? Number.NaN);
    const client = process.cpuUsage();
    const backends = (row?.pids ?? []).reduce((sum, pid) => sum + cpuOf(pid), 0);
    return {
      cpuMs: {
        ...Object.fromEntries(Object.entries(processes).map(([name, one]) => [name, cpuOf(one?.pid)])),
        // Backends that have ended meanwhile count towards their parent process, the server.
        postgres: backends + cpuOf(opts.postgres?.pid, { endedChildrenToo: true }),
        redis: 1_000 * (figure('used_cpu_user') + figure('used_cpu_sys')),
        client: (client.user + client.system) / 1_000,
      },
      statements: await statementsSoFar(),
      transactions: row?.transactions ?? Number.NaN,
      walBytes: row?.wal ?? Number.NaN,
      redisCommands: figure('total_commands_processed'),
    };
  }

  return {
    used,
    close: () => redis.disconnect(),
  };
}

/** The cost of each of `orders` between two moments. */
export function costsPerOrder(before: Used, after: Used, orders: number): Used {
  const each = (of: (used: Used) => number) => (of(after) - of(before)) / orders;
  return {
    cpuMs: Object.fromEntries(Object.keys(after.cpuMs).map((name) => [name, each(({ cpuMs }) => cpuMs[name] ?? 0)])),
    statements: after.statements === null ? null : each(({ statements }) => statements ?? 0),
    transactions: each(({ transactions }) => transactions),
    walBytes: each(({ walBytes }) => walBytes),
    redisCommands: each(({ redisCommands }) => redisCommands),
  };
}

/** Processor time of all processes together, ms. */
export function cpuInAll({ cpuMs }: Used): number {
  return Object.values(cpuMs).reduce((sum, ms) => sum + ms, 0);
}

/** The cost of an order as a line of text. */
export function printedCosts(order: Used): string {
  const cpu = Object.entries(order.cpuMs).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  return [
    `CPU ${cpuInAll(order).toFixed(2)} ms an order (${cpu.join(', ')})`,
    ...(order.statements === null ? [] : [`${order.statements.toFixed(2)} statements`]),
    `${order.transactions.toFixed(2)} transactions`,
    `WAL ${(order.walBytes / 1_024).toFixed(1)} kB`,
    `${order.redisCommands.toFixed(1)} Redis commands`,
  ].join(', ');
}
