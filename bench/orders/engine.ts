import postgres, { type Sql } from 'postgres';
import { HIGH_LIMITS } from '../../e2e/testing/highLimits.ts';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { runInFlight } from './closedLoop.ts';
import { createCostMeter } from './costs.ts';
import type { BenchServices } from './services.ts';
import { type BenchTrader, connectTrader } from './traders.ts';

/** A whole engine of processes, with the traders' clients in this one. */
export type BenchEngine = AsyncDisposable & {
  readonly stack: Stack;
  /** The owner's connection to the engine's database, with all rights. */
  readonly owner: Sql;
  readonly traders: readonly BenchTrader[];
  readonly meter: ReturnType<typeof createCostMeter>;
  /** Ends every measurement. */
  readonly signal: AbortSignal;
};

export const TRADERS = 20;
export const CONCURRENCY = 200;
/** Orders in flight while it warms up. */
const WARMING = 50;
/** This part of the warm-up orders is placed one at a time, because a single order runs other code than a batch. */
const ALONE_PART = 20;

/** Printed for settings without pages: pages are not measured here, and so need no build. */
const NO_PAGES = /the pages cannot be served|next\.config\.js/;

/**
 * Starts chain, server and worker on the given services, connects the traders, and executes `warmUp` orders: the first thousand are slower, while
 * V8 compiles frequently used code. `databaseUrl` names another database than the services' own.
 */
export async function startBenchEngine(opts: {
  services: BenchServices;
  warmUp: number;
  signal: AbortSignal;
  databaseUrl?: string;
}): Promise<BenchEngine> {
  const { signal, warmUp } = opts;
  const { services, statements } = opts.services;
  const databaseUrl = opts.databaseUrl ?? services.databaseUrl;
  // As `npm start` has it; a tree that `--compare` names may be older than these sockets.
  const { socketUrls = services } = services;
  const { pathname } = new URL(databaseUrl);
  const stack = await startStack({
    env: {
      ...services.testEnv,
      ...HIGH_LIMITS,
      DATABASE_URL: Object.assign(new URL(socketUrls.databaseUrl), { pathname }).href,
      REDIS_URL: socketUrls.redisUrl,
      NODE_ENV: 'production',
      NEXT_DIST_DIR: '.next-none',
      SLOT_TIME_MS: '0',
      WORKER_CONCURRENCY: String(CONCURRENCY),
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
    },
    log: { info: () => {}, line: (name, line) => void (NO_PAGES.test(line) || console.error(`${name}: ${line}`)) },
    signal,
    timeoutMs: 120_000,
  });
  const owner = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  const { chain, server, worker } = stack.processes;
  const meter = createCostMeter({
    owner,
    redisUrl: stack.redisUrl,
    processes: { server, worker, chain },
    postgres: services.processes.postgres,
    statements,
  });
  const traders: BenchTrader[] = [];
  const stop = async () => {
    await Promise.allSettled(traders.map((trader) => trader.close()));
    meter.close();
    await owner.end({ timeout: 2 });
    await stack.stop();
  };
  try {
    traders.push(...(await Promise.all(Array.from({ length: TRADERS }, () => connectTrader(stack.url)))));
    await runInFlight({ traders, inFlight: WARMING, count: warmUp, signal });
    await runInFlight({ traders, inFlight: 1, count: Math.ceil(warmUp / ALONE_PART), signal });
    return { stack, owner, traders, meter, signal, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Prints whether the tables contradict themselves; true when they do not. */
export async function auditIsEmpty(owner: Sql): Promise<boolean> {
  const audit = await owner`select * from engine.audit limit 20`;
  console.log(audit.length === 0 ? 'audit: empty' : `audit: ${JSON.stringify(audit)}`);
  return audit.length === 0;
}
