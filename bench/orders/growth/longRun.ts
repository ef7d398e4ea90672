import { runInFlight } from '../closedLoop.ts';
import { type BenchEngine, startBenchEngine } from '../engine.ts';
import type { Level } from '../level.ts';
import type { BenchServices } from '../services.ts';
import { type BatchTimes, createBatchTimeReader } from './batchTimes.ts';
import { deadRowsNow, memoryNow } from './memory.ts';

const POINTS = 10;

/**
 * Executes many orders on one engine and prints, at ten points, the rate since the previous point, the memory of each process, the dead rows of
 * the tables that change, and the median time of each batch function. The database has to log times (batchTimes.ts).
 */
export async function longRun(opts: {
  services: BenchServices;
  databaseUrl: string;
  level: Level;
  warmUp: number;
  signal: AbortSignal;
}): Promise<boolean> {
  const { services, level, signal } = opts;
  await using engine = await startBenchEngine(opts);
  const times = createBatchTimeReader(engine.owner);
  await times.read();
  console.log(`${level.orders} orders, ${level.inFlight} in flight; Postgres logs every statement meanwhile`);
  console.log(await pointLine({ engine, services, done: 0, perSecond: Number.NaN, batches: [] }));
  let [done, confirmed] = [0, 0];
  for (let point = 1; point <= POINTS; point++) {
    const count = Math.round((level.orders * point) / POINTS) - done;
    if (count === 0) continue;
    const { orders, seconds } = await runInFlight({ ...engine, inFlight: level.inFlight, count, signal });
    done += count;
    confirmed += orders.filter(({ status }) => status === 'confirmed').length;
    const batches = await times.read();
    console.log(await pointLine({ engine, services, done, perSecond: count / seconds, batches }));
  }
  console.log(`${confirmed} of ${done} orders confirmed`);
  return confirmed >= 0.99 * done;
}

async function pointLine(opts: {
  engine: BenchEngine;
  services: BenchServices;
  done: number;
  perSecond: number;
  batches: readonly BatchTimes[];
}): Promise<string> {
  const { engine, services, done, perSecond, batches } = opts;
  const list = (entries: readonly (readonly [string, string])[]) => entries.map((entry) => entry.join(' ')).join(', ');
  const memory = Object.entries(await memoryNow(engine, services));
  const dead = Object.entries(await deadRowsNow(engine.owner));
  const indent = ' '.repeat(10);
  return [
    `${String(done).padStart(9)} orders${Number.isNaN(perSecond) ? '' : `, ${perSecond.toFixed(0)} orders/s`}`,
    `${indent}RSS, MB: ${list(memory.map(([name, megabytes]) => [name, megabytes.toFixed(0)]))}`,
    `${indent}dead rows: ${list(dead.map(([name, rows]) => [name, String(rows)]))}`,
    ...(batches.length === 0
      ? []
      : [
          `${indent}median batch, ms: ${list(batches.map(({ name, calls, medianMs }) => [name, `${medianMs.toFixed(2)} (${calls})`]))}`,
        ]),
  ].join('\n');
}
