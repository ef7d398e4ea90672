import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import postgres from 'postgres';

/** The maximum rates of Redis and Postgres on this machine, while no engine runs. */
export type Ceilings = {
  /** Jobs a second of BullMQ, added in batches and taken by an idle worker. */
  readonly jobsPerSecond: number;
  /** Inserts of one row a second, each in its own commit, with the best number of connections. */
  readonly insertsPerSecond: number;
  readonly connections: number;
};

const WARM_JOBS = 2_000;
const JOBS = 10_000;
/** Jobs per batch; the engine's dispatcher adds up to as many. */
const ADDED_AT_ONCE = 500;
/** Numbers of connections to try, each for this many milliseconds. */
const CONNECTIONS = [1, 4, 16, 32, 64, 128];
const TRIED_MS = 1_500;

export async function measureCeilings(opts: {
  databaseUrl: string;
  redisUrl: string;
  concurrency: number;
}): Promise<Ceilings> {
  const jobsPerSecond = await bareJobs(opts);
  let best = { insertsPerSecond: 0, connections: 0 };
  for (const connections of CONNECTIONS) {
    const insertsPerSecond = await bareInserts({ databaseUrl: opts.databaseUrl, connections });
    if (insertsPerSecond > best.insertsPerSecond) best = { insertsPerSecond, connections };
  }
  return { jobsPerSecond, ...best };
}

/** Adds jobs here and processes them in another process, like server and worker. */
async function bareJobs(opts: { redisUrl: string; concurrency: number }): Promise<number> {
  const { redisUrl, concurrency } = opts;
  const name = 'bench-bare';
  const worker = fork(fileURLToPath(new URL('./emptyWorker.ts', import.meta.url)), [
    name,
    redisUrl,
    String(concurrency),
  ]);
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection: redis, defaultJobOptions: { removeOnComplete: true } });
  try {
    await said(worker, 'ready');
    /** Adds jobs up to a total of `all`, and resolves when they are done. */
    const seeThrough = async (from: number, all: number) => {
      const done = said(worker, 'done');
      worker.send(all);
      for (let added = from; added < all; added += ADDED_AT_ONCE)
        await queue.addBulk(
          Array.from({ length: Math.min(ADDED_AT_ONCE, all - added) }, (_, nth) => ({
            name: 'nothing',
            data: { orderId: `${added + nth}` },
          })),
        );
      await done;
    };
    await seeThrough(0, WARM_JOBS);
    const started = performance.now();
    await seeThrough(WARM_JOBS, WARM_JOBS + JOBS);
    return (1_000 * JOBS) / (performance.now() - started);
  } finally {
    worker.disconnect();
    await once(worker, 'exit');
    await queue.obliterate({ force: true });
    await queue.close();
    redis.disconnect();
  }
}

/** Resolves when the process sends this word; throws when it ends instead. */
async function said(child: ReturnType<typeof fork>, word: 'ready' | 'done'): Promise<void> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the empty worker ended with ${code}`);
    }),
  ]);
  if (message !== word) throw new Error(`the empty worker sent ${String(message)} instead of ${word}`);
}

/** One row per prepared insert, one insert at a time on each connection. */
async function bareInserts(opts: { databaseUrl: string; connections: number }): Promise<number> {
  const sql = postgres(opts.databaseUrl, { max: opts.connections, onnotice: () => {} });
  try {
    await sql`create table if not exists public.bench_inserts (id bigint generated always as identity primary key, at timestamptz not null)`;
    const insert = () => sql`insert into public.bench_inserts (at) values (clock_timestamp())`;
    // Opens every connection and prepares the statement on it.
    await Promise.all(Array.from({ length: 10 * opts.connections }, insert));
    let inserts = 0;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: opts.connections }, async () => {
        while (performance.now() - started < TRIED_MS) {
          await insert();
          inserts += 1;
        }
      }),
    );
    const perSecond = (1_000 * inserts) / (performance.now() - started);
    await sql`drop table public.bench_inserts`;
    return perSecond;
  } finally {
    await sql.end({ timeout: 2 });
  }
}
