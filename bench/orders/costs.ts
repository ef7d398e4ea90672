import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Sql } from 'postgres';

/** What was used up to a moment: processor time in ms by process, and what Postgres and Redis have done. */
type Used = {
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly transactions: number;
  readonly walBytes: number;
  readonly redisCommands: number;
};

/** Processor time of a process so far, user and system, ms: /proc counts in hundredths of a second. 0 for one that is gone. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

/** Measures what orders cost the machine, where Postgres and Redis run on it too (Linux). */
export function createCostMeter(opts: {
  owner: Sql;
  redisUrl: string;
  processes: Readonly<Record<string, { readonly pid: number | undefined } | undefined>>;
}) {
  const { owner, processes } = opts;
  const redis = new Redis(opts.redisUrl);

  async function used(): Promise<Used> {
    const [row] = await owner<{ pids: number[]; transactions: number; wal: number }[]>`
      select (select array_agg(a.pid) from pg_stat_activity a) as pids,
             (select d.xact_commit::float8 from pg_stat_database d where d.datname = current_database()) as transactions,
             pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal`;
    const info = await redis.info();
    const figure = (name: string) => Number(new RegExp(`^${name}:([0-9.]+)`, 'm').exec(info)?.[1] ?? Number.NaN);
    const client = process.cpuUsage();
    const ours = Object.entries(processes).map(([name, one]) => [name, one?.pid === undefined ? 0 : cpuOf(one.pid)]);
    return {
      cpuMs: {
        ...Object.fromEntries(ours),
        postgres: (row?.pids ?? []).reduce((sum, pid) => sum + cpuOf(pid), 0),
        redis: 1_000 * (figure('used_cpu_user') + figure('used_cpu_sys')),
        client: (client.user + client.system) / 1_000,
      },
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

/** What each of `orders` cost between two moments, as a line. */
export function costsPerOrder(before: Used, after: Used, orders: number): string {
  const each = (of: (used: Used) => number) => (of(after) - of(before)) / orders;
  const cpu = Object.keys(after.cpuMs).map((name): [string, number] => [name, each(({ cpuMs }) => cpuMs[name] ?? 0)]);
  const whole = cpu.reduce((sum, [, ms]) => sum + ms, 0);
  return [
    `CPU ${whole.toFixed(2)} ms an order (${cpu.map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(', ')})`,
    `${each(({ transactions }) => transactions).toFixed(2)} transactions`,
    `WAL ${(each(({ walBytes }) => walBytes) / 1_024).toFixed(1)} kB`,
    `${each(({ redisCommands }) => redisCommands).toFixed(1)} Redis commands`,
  ].join(', ');
}
