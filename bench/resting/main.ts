import { parseArgs } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { openTokens, SOL, USDC } from '../../core/tokens/token.ts';
import { connectDatabase } from '../../drizzle/database.ts';
import { HIGH_LIMITS } from '../../e2e/testing/highLimits.ts';
import { createChainClient } from '../../runtime/chainClient.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createMarketFeed } from '../../runtime/marketFeed.ts';
import { createPaperWallets } from '../../runtime/paperWallet.ts';
import { createSlotFeed, slotSilenceMs } from '../../runtime/slotFeed.ts';
import { abortOnSignals, type Stack, type StackProcess, startStack } from '../../scripts/stack.mjs';
import { processUse } from '../fanout/processUse.ts';
import { auditIsEmpty } from '../orders/engine.ts';
import { startBenchServices } from '../orders/services.ts';
import { awaitBurst, type Burst } from './burst.ts';
import { createDrafts, type Draft, directionsOf, limitNear } from './drafts.ts';
import { placeAll } from './place.ts';
import { burstLine, countLine, latencyLines, startLine } from './report.ts';
import { hearSlots, triggerTimes } from './slotTimes.ts';
import { createWorkerLines, type WorkerLines } from './workerLines.ts';

/**
 * `npm run bench:resting` measures a worker that watches many resting orders, on fresh services with a live simulated market: the start, the looks at slots, the
 * way from a slot to committed triggers, and many orders that one slot triggers. Fails when the audit is not empty or an order of the last part is not
 * submitted; figures of speed are printed, not checked.
 */

const SLOT_MS = 400;
const CONCURRENCY = 1_000;
const BURST = 1_000;
const BURST_MS = 120_000;

function wanted(): { orders: number; seconds: number } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { orders: text, seconds: text } });
  const number = (given: string | undefined, usual: number, most: number) => {
    const value = given === undefined ? usual : Number(given);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`${given} is not between 1 and ${most}`);
    return value;
  };
  return { orders: number(values.orders, 100_000, 1_000_000), seconds: number(values.seconds, 120, 3_600) };
}

async function run(opts: { stack: Stack; owner: Sql; lines: WorkerLines; signal: AbortSignal }): Promise<boolean> {
  const { stack, owner, lines, signal } = opts;
  const { orders, seconds } = wanted();
  const { worker } = stack.processes;
  if (worker === undefined) throw new Error('there is no worker');
  const logger = createLogger({ name: 'resting', level: 'warn', format: 'pretty' });
  const token = stack.env.CHAIN_RPC_TOKEN;
  const chain = createChainClient({ url: stack.chainUrl, token });
  const chainSlots = createSlotFeed({ url: stack.chainUrl, token, silentMs: slotSilenceMs(SLOT_MS), logger });
  const feed = createMarketFeed({ chain, logger });
  const database = connectDatabase({ url: stack.databaseUrl, applicationName: 'bench', max: 4 });
  const wallets = createPaperWallets({ secret: stack.env.WALLET_SECRET ?? '' });
  const heard = hearSlots(chainSlots);
  try {
    await worker.stop();
    const draft = createDrafts(await feed.latest({ maxAgeMs: 0 }), openTokens());
    const placingAt = performance.now();
    await place(
      Array.from({ length: orders }, (_, nth) => draft(nth)),
      'resting',
    );
    await owner`vacuum analyze engine.orders`;
    console.log(countLine({ orders, seconds: (performance.now() - placingAt) / 1_000 }));

    // What fired at once was placed at a price of minutes ago; the start is measured on the second one.
    await started(worker);
    await owner`select pg_sleep(10)`;
    await worker.stop();
    const begunAt = performance.now();
    await started(worker);
    console.log(startLine({ startMs: performance.now() - begunAt, readMs: lines.readMs }));

    await owner`select pg_sleep(10)`;
    lines.looks();
    const after = Date.now();
    let megabytes = 0;
    for (let second = 0; second < seconds; second += 1) {
      signal.throwIfAborted();
      await owner`select pg_sleep(1)`;
      if (worker.pid !== undefined) megabytes = Math.max(megabytes, processUse(worker.pid).megabytes);
    }
    const looks = lines.looks();
    console.log(latencyLines({ looks, megabytes, triggers: await triggerTimes({ owner, heard, after }) }));
    console.log(burstLine(await burst()));
    return await auditIsEmpty(owner);
  } finally {
    chainSlots.close();
    chain.close();
    await database.close();
  }

  function place(drafts: readonly Draft[], name: string): Promise<string[]> {
    return placeAll({ owner, database, wallets, tokens: openTokens(), drafts, name, signal });
  }

  /** Starts the worker, and waits for a look that knows nearly all orders. */
  async function started(process: StackProcess): Promise<void> {
    const looked = lines.untilLook(orders * 0.9);
    await process.start({ signal });
    await looked;
  }

  /** Puts many limit orders close to a price that stands still, on both sides of it, and lets it move. */
  async function burst(): Promise<Burst> {
    await owner`update chain.settings set volatility_percent = 0, venue_spread_percent = 0`;
    await owner`select pg_sleep(5)`;
    const still = await feed.latest({ maxAgeMs: 0 });
    const directions: string[][] = [];
    for (const direction of directionsOf([SOL, USDC])) {
      const drafts = new Array<Draft>(BURST).fill(limitNear(still, direction));
      directions.push(await place(drafts, `burst-${directions.length}`));
    }
    await owner`select pg_sleep(3)`;
    await owner`update chain.settings set volatility_percent = 1000`;
    return awaitBurst({ owner, directions, heard, timeoutMs: BURST_MS });
  }
}

const signal = abortOnSignals();
const lines = createWorkerLines();
try {
  await using services = await startBenchServices({ signal });
  const { databaseUrl, redisUrl } = services.services.socketUrls;
  const stack = await startStack({
    env: {
      ...services.services.testEnv,
      ...HIGH_LIMITS,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      NODE_ENV: 'production',
      SLOT_TIME_MS: String(SLOT_MS),
      WORKER_CONCURRENCY: String(CONCURRENCY),
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
    },
    log: { info: () => {}, line: (name, line) => void (name === 'worker' && lines.read(line)) },
    processes: ['chain', 'worker'],
    signal,
    timeoutMs: 120_000,
  });
  const owner = postgres(services.services.databaseUrl, { max: 2, onnotice: () => {} });
  try {
    process.exitCode = (await run({ stack, owner, lines, signal })) ? 0 : 1;
  } finally {
    await owner.end({ timeout: 2 });
    await stack.stop();
  }
} catch (error) {
  if (!signal.aborted) throw error;
  process.exitCode = 1;
}
process.exit();
