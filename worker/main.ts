import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { connectDatabase } from '../drizzle/database.ts';
import { createOrderExecution, type OrderExecution } from '../drizzle/orderExecution.ts';
import { createRestingOrders } from '../drizzle/restingOrders.ts';
import { trustGenesis } from '../drizzle/trustedGenesis.ts';
import { checkWalletSecretAtStart } from '../drizzle/walletSecret.ts';
import { createRedisHealth } from '../redis/health.ts';
import { createNewsPublisher } from '../redis/news.ts';
import { createDispatcher, createOrderWorker } from '../redis/orderQueue.ts';
import { announceWorker } from '../redis/workerPresence.ts';
import { createChainClient } from '../runtime/chainClient.ts';
import { createChainIdentity, OtherChain, trustedChain } from '../runtime/chainIdentity.ts';
import { createLogger } from '../runtime/logger.ts';
import { createMarketFeed } from '../runtime/marketFeed.ts';
import { createPaperWallets } from '../runtime/paperWallet.ts';
import { refusePrivilegedLogin } from '../runtime/privilegedLogin.ts';
import { readWorkerSettings, SettingsError, type WorkerSettings } from '../runtime/settings.ts';
import { createShutdown } from '../runtime/shutdown.ts';
import { createSlotFeed, slotSilenceMs } from '../runtime/slotFeed.ts';
import { confirmationPollMs, createConfirmations, resendFloorMs } from './confirmations.ts';
import { createExecutor } from './executor.ts';
import { serveHealth } from './health.ts';
import { createLandings } from './landings.ts';
import { createLeases } from './leases.ts';
import { createSlots } from './slots.ts';
import { createSweeper } from './sweeper.ts';
import { createWatcher, WATCH_LEASE_MS } from './watching/watcher.ts';

/** Milliseconds between two looks at which chain answers: orders may be without anything to ask it. */
const IDENTITY_EVERY_MS = 2_000;

/** The executor process: takes jobs, routes, builds, submits, confirms, settles. */
async function main(settings: WorkerSettings): Promise<void> {
  const logger = createLogger({ name: 'worker', level: settings.LOG_LEVEL, format: settings.LOG_FORMAT });
  const refuse = (error: Error) => {
    logger.fatal(error.message);
    process.exit(1);
  };
  await refusePrivilegedLogin({ url: settings.DATABASE_URL, setting: 'DATABASE_URL', refuse });
  const shutdown = createShutdown({ logger, deadlineMs: 8_000 });
  const owner = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const redis = { url: settings.REDIS_URL, prefix: settings.QUEUE_PREFIX, logger };

  const database = connectDatabase({
    url: settings.DATABASE_URL,
    applicationName: 'worker',
    max: settings.DATABASE_POOL,
  });
  shutdown.add('database', () => database.close());
  const wallets = createPaperWallets({ secret: settings.WALLET_SECRET });
  const secret = await checkWalletSecretAtStart({
    database,
    wallets,
    onRefused: refuse,
  });
  shutdown.add('wallet secret', () => secret.stop());
  const news = createNewsPublisher(redis);
  shutdown.add('news', () => news.close());
  const redisHealth = createRedisHealth(redis);
  shutdown.add('redis health', () => redisHealth.close());
  const dispatcher = createDispatcher({ ...redis, health: redisHealth });
  shutdown.add('dispatcher', () => dispatcher.close());
  const presence = announceWorker({ ...redis, owner });
  shutdown.add('presence', () => presence.close());
  const chain = createChainClient({ url: settings.CHAIN_URL, token: settings.CHAIN_RPC_TOKEN });

  const chainSlots = createSlotFeed({
    url: settings.CHAIN_URL,
    token: settings.CHAIN_RPC_TOKEN,
    silentMs: slotSilenceMs(settings.SLOT_TIME_MS),
    logger,
  });
  shutdown.add('chain slots', () => chainSlots.close());

  const identity = createChainIdentity({
    logger,
    trust: (genesisHash) =>
      trustGenesis({
        database,
        genesisHash,
        isKnown: async (signature) => (await chain.statuses([signature])).statuses[0] != null,
      }),
  });
  const identify = async () => identity.admit((await chain.genesis()).genesisHash);
  const identifying = setInterval(() => void identify().catch(() => {}), IDENTITY_EVERY_MS);
  shutdown.add('identity', () => clearInterval(identifying));
  await identify().catch(() => {});

  const orders = createOrderExecution({
    database,
    owner,
    leaseMs: settings.LEASE_MS,
    onEvents: (traderIds) => news.publish(traderIds),
  });
  const execution: OrderExecution = {
    ...orders,
    claim: (orderId) => secret.passed.then(() => orders.claim(orderId)),
    toPrepare: (orderId) => secret.passed.then(() => orders.toPrepare(orderId)),
  };
  const leases = createLeases({ execution, leaseMs: settings.LEASE_MS, logger });
  shutdown.add('leases', () => leases.stop());
  const market = createMarketFeed({ chain: trustedChain({ chain, identity }), logger });
  const executor = createExecutor({
    execution,
    leases,
    confirmations: createConfirmations({
      chain,
      chainSlots,
      logger,
      pollMs: confirmationPollMs(settings.SLOT_TIME_MS),
      resendMs: resendFloorMs(settings.SLOT_TIME_MS),
    }),
    chain,
    identity,
    landings: createLandings({ chain, identity }),
    market,
    chainSlots,
    wallets,
    dispatcher,
    logger,
    maxMarketAgeMs: settings.SLOT_TIME_MS === 0 ? 50 : Math.min(200, settings.SLOT_TIME_MS / 2),
    retryBackoffMs: settings.RETRY_BACKOFF_MS,
  });
  const slots = createSlots(settings.WORKER_CONCURRENCY);
  const jobs = createOrderWorker({
    ...redis,
    begin: (hint) =>
      new Promise<void>((begun) => {
        const execution = slots.run(() => {
          begun();
          return executor.execute(hint);
        });
        execution.catch((error: unknown) =>
          logger.error(
            { err: error, orderId: hint.orderId },
            'an execution broke off; the lease will run out and the sweeper goes on',
          ),
        );
      }),
  });
  shutdown.add('jobs', async () => {
    executor.interrupt();
    await Promise.all([jobs.close(5_000), slots.idle(5_000)]);
  });
  const sweeper = createSweeper({
    execution,
    slots,
    execute: executor.execute,
    concurrency: settings.WORKER_CONCURRENCY,
    logger,
    intervalMs: settings.SWEEP_INTERVAL_MS,
  });
  shutdown.add('sweeper', () => sweeper.stop());
  const watcher = createWatcher({
    resting: createRestingOrders({
      database,
      owner,
      leaseMs: WATCH_LEASE_MS,
      onEvents: (traderIds) => news.publish(traderIds),
    }),
    market,
    indexPrices: chain.indexPrices,
    chainSlots,
    dispatch: dispatcher.dispatch,
    logger,
    pollMs: Math.max(100, settings.SLOT_TIME_MS),
    onLook: (times) => logger.debug(times, 'looked at a slot'),
  });
  shutdown.add('watcher', () => watcher.stop());

  if (settings.WORKER_HEALTH_PORT !== undefined) {
    const health = await serveHealth({ port: settings.WORKER_HEALTH_PORT, check: () => problemsOf() });
    shutdown.add('health', () => health.close());
  }
  logger.info({ owner, concurrency: settings.WORKER_CONCURRENCY }, 'worker is up');

  async function problemsOf(): Promise<Record<string, string>> {
    const problems: Record<string, string> = {};
    const stored = await database.health();
    if (!stored.ok) problems.database = stored.message;
    await identify().catch((error: unknown) => {
      problems.chain = error instanceof OtherChain ? error.message : 'The chain does not answer.';
    });
    const redisProblem = await redisHealth.check();
    if (redisProblem !== undefined)
      problems.redis = `${redisProblem} Orders are executed with a delay of up to seconds.`;
    return problems;
  }
}

try {
  await main(readWorkerSettings(process.env));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
