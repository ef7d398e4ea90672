import postgres from 'postgres';
import { type Services, startServices } from '../../scripts/stack.mjs';

export type BenchServices = AsyncDisposable & {
  readonly services: Services;
  /** Whether Postgres counts statements. */
  readonly statements: boolean;
};

/** Only statements of clients are counted (pg_stat_statements.track = top, the default). */
const COUNTING = 'pg_stat_statements';

/**
 * Settings of Postgres for a run that reads the duration of each statement from its log: one file without rotation, so that offsets in it stay
 * valid.
 */
const LOGGED = {
  logging_collector: 'on',
  log_rotation_age: '0',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
};

/**
 * A new Postgres, migrated, and a new Redis; Postgres counts statements where its build can. `logged`: it can log the duration of statements
 * (growth/batchTimes.ts). A given `dataDir` is kept; without it the data is removed.
 */
export async function startBenchServices(opts: {
  signal: AbortSignal;
  dataDir?: string;
  logged?: boolean;
}): Promise<BenchServices> {
  const { signal, dataDir } = opts;
  const services = await startServices({ signal, ...(dataDir === undefined ? {} : { dataDir }) });
  const connect = () => postgres(services.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const before = connect();
    const counts = (await before`select from pg_available_extensions e where e.name = ${COUNTING}`).length > 0;
    const settings = {
      ...(counts ? { shared_preload_libraries: COUNTING } : {}),
      ...(opts.logged === true ? LOGGED : {}),
    };
    for (const [name, value] of Object.entries(settings)) await before.unsafe(`alter system set ${name} = '${value}'`);
    await before.end();
    await services.processes.postgres?.restart();
    const after = connect();
    if (counts) await after.unsafe(`create extension if not exists ${COUNTING}`);
    await after.end();
    return { services, statements: counts, [Symbol.asyncDispose]: services.stop };
  } catch (error) {
    await services.stop();
    throw error;
  }
}
