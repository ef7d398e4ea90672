import type { Sql } from 'postgres';
import { median } from '../../median.ts';

/** The duration of the calls of one of the engine's functions, from Postgres' own log. */
export type BatchTimes = { readonly name: string; readonly calls: number; readonly medianMs: number };

/** Makes statements log their duration, without their parameters, in databases made from now on. For services that were started `logged`. */
export async function logStatementTimes(owner: Sql, database: string): Promise<void> {
  const settings = { log_min_messages: 'log', log_min_duration_statement: '0', log_parameter_max_length: '0' };
  for (const [name, value] of Object.entries(settings))
    await owner.unsafe(`alter database ${database} set ${name} = '${value}'`);
}

/** Reads the log's entries about the engine's functions since the previous reading, the most frequently called first. */
export function createBatchTimeReader(owner: Sql): { read(): Promise<BatchTimes[]> } {
  let readUpTo = 0;
  return {
    async read() {
      const [row] = await owner<{ added: Buffer }[]>`
        select pg_read_binary_file(f.name, ${readUpTo}, ${MOST_READ}) as added from (select pg_current_logfile() as name) f`;
      const added = row?.added ?? Buffer.alloc(0);
      readUpTo += added.length;
      return batchTimesIn(added.toString());
    },
  };
}

/** Maximum size of a piece of log per reading, bytes; the rest is read the next time. */
const MOST_READ = 200_000_000;

const CALL = /duration: ([0-9.]+) ms {2}execute [^:]*:\s+select [\w*,. ]+ from engine\.(\w+)\(/g;

/** Reads the log's text. */
export function batchTimesIn(log: string): BatchTimes[] {
  const times = new Map<string, number[]>();
  for (const [, ms, name = ''] of log.matchAll(CALL)) {
    const known = times.get(name);
    if (known === undefined) times.set(name, [Number(ms)]);
    else known.push(Number(ms));
  }
  return [...times]
    .map(([name, all]) => ({ name, calls: all.length, medianMs: median(all) }))
    .sort((a, b) => b.calls - a.calls);
}
