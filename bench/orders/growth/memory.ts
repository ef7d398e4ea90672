import { readFileSync } from 'node:fs';
import type { Sql } from 'postgres';
import type { BenchEngine } from '../engine.ts';
import type { BenchServices } from '../services.ts';

/** Memory in use, megabytes (10^6 bytes) by process. */
export type Memory = Readonly<Record<string, number>>;

/** A line of /proc/<pid>/status (Linux), in megabytes; NaN where it can't be read. */
function statusOf(pid: number | undefined, field: 'VmRSS' | 'RssAnon'): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1_024) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** The resident memory of each process; for Postgres the private memory of its processes, since each of them counts the shared buffers. */
export async function memoryNow(engine: BenchEngine, services: BenchServices): Promise<Memory> {
  const { chain, server, worker } = engine.stack.processes;
  const rows = await engine.owner<{ pid: number }[]>`select pid from pg_stat_activity`;
  const own = rows.map(({ pid }) => statusOf(pid, 'RssAnon')).filter((megabytes) => !Number.isNaN(megabytes));
  return {
    server: statusOf(server?.pid, 'VmRSS'),
    worker: statusOf(worker?.pid, 'VmRSS'),
    chain: statusOf(chain?.pid, 'VmRSS'),
    redis: statusOf(services.services.processes.redis?.pid, 'VmRSS'),
    postgres: own.reduce((sum, megabytes) => sum + megabytes, 0),
    client: process.memoryUsage.rss() / 1e6,
  };
}

/** Dead row versions, as estimated by Postgres, of the tables whose rows are updated. */
export async function deadRowsNow(owner: Sql): Promise<Readonly<Record<string, number>>> {
  const rows = await owner<{ name: string; dead: number }[]>`
    select relname as name, n_dead_tup::int as dead from pg_stat_user_tables
     where schemaname in ('engine', 'chain') and n_tup_upd > 0 order by relname`;
  return Object.fromEntries(rows.map(({ name, dead }) => [name, dead]));
}
