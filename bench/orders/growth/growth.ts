import postgres from 'postgres';
import { median } from '../../median.ts';
import { auditIsEmpty, startBenchEngine } from '../engine.ts';
import { type LevelFigures, measureLevel } from '../level.ts';
import type { BenchOptions } from '../options.ts';
import { startBenchServices } from '../services.ts';
import { logStatementTimes } from './batchTimes.ts';
import { fillWithCopies } from './copiedTraders.ts';
import { longRun } from './longRun.ts';

/** In each round with empty and with full tables, the orders of the long run divided by this number are measured. */
const ROUND_PART = 20;
/** Orders that are executed and then copied. */
const REAL_ORDERS = 2_000;

/**
 * Measures whether the engine gets slower with use: first with empty and with full tables by turns, with new processes for each round, then over a
 * long run. False when too few orders confirm or the audit of a database is not empty.
 */
export async function measureGrowth(options: BenchOptions, signal: AbortSignal): Promise<boolean> {
  await using services = await startBenchServices({ signal, logged: true });
  const { databaseUrl } = services.services;
  const urlOf = (database: string) => Object.assign(new URL(databaseUrl), { pathname: `/${database}` }).href;
  // No process connects to the migrated database, since Postgres copies a database only without connections.
  const template = new URL(databaseUrl).pathname.slice(1);
  const admin = postgres(urlOf('postgres'), { max: 1, onnotice: () => {} });
  const { warmUp, finished, rounds } = options;
  const [level = { inFlight: 200, orders: 100_000 }] = options.levels;
  try {
    const create = async (database: string) => {
      await admin.unsafe(`drop database if exists ${database} with (force)`);
      await admin.unsafe(`create database ${database} template ${template}`);
      return urlOf(database);
    };
    const full = await create('bench_full');
    console.log(`full tables: ${await fill({ full })} finished orders`);

    const round = async (url: string) => {
      await using engine = await startBenchEngine({ services, databaseUrl: url, warmUp, signal });
      return await measureLevel(engine, { inFlight: level.inFlight, orders: Math.ceil(level.orders / ROUND_PART) });
    };
    const measured: Record<'empty' | 'full', LevelFigures[]> = { empty: [], full: [] };
    for (let nth = 0; nth < rounds; nth++) {
      measured.empty.push(await round(await create('bench_empty')));
      measured.full.push(await round(full));
    }
    console.log(flatnessLines(measured));
    let good = await audited(full);

    const long = await create('bench_long');
    await logStatementTimes(admin, 'bench_long');
    good = (await longRun({ services, databaseUrl: long, level, warmUp, signal })) && good;
    return (await audited(long)) && good;
  } finally {
    await admin.end({ timeout: 2 });
  }

  /** Runs orders and copies them; returns the number of orders. */
  async function fill(opts: { full: string }): Promise<number> {
    await (
      await startBenchEngine({ services, databaseUrl: opts.full, warmUp: Math.min(REAL_ORDERS, finished), signal })
    )[Symbol.asyncDispose]();
    const owner = postgres(opts.full, { max: 4, onnotice: () => {} });
    try {
      return await fillWithCopies({ owner, finished, signal });
    } finally {
      await owner.end({ timeout: 2 });
    }
  }
}

async function audited(url: string): Promise<boolean> {
  const owner = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await auditIsEmpty(owner);
  } finally {
    await owner.end({ timeout: 2 });
  }
}

function flatnessLines({ empty, full }: Readonly<Record<'empty' | 'full', readonly LevelFigures[]>>): string {
  const rate = (all: readonly LevelFigures[]) => median(all.map(({ perSecond }) => perSecond));
  const line = (name: string, all: readonly LevelFigures[]) =>
    `${name}: ${rate(all).toFixed(0)} orders/s (${all.map(({ perSecond }) => perSecond.toFixed(0)).join(', ')})`;
  const [first] = empty;
  return [
    `${first?.inFlight} in flight, ${first?.orders} orders, ${empty.length} rounds by turns, medians`,
    line('empty tables', empty),
    line('full tables', full),
    `full ÷ empty: ${(rate(full) / rate(empty)).toFixed(2)}`,
  ].join('\n');
}
