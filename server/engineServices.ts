import type { CandlesRequest, GenesisInfo, IndexCandles } from '../core/chain/chainApi.ts';
import type { IndexPrices } from '../core/market/candleSchema.ts';
import { knownListing, onListing } from '../core/market/listing.ts';
import { marksJson } from '../core/market/mark.ts';
import { offerToPages } from '../core/market/pageListing.ts';
import { createAccountStore } from '../drizzle/accountStore.ts';
import { createActivityStore } from '../drizzle/activityStore.ts';
import { createApiKeyStore } from '../drizzle/apiKeyStore.ts';
import type { Database } from '../drizzle/database.ts';
import { readIntakePaused } from '../drizzle/intakeState.ts';
import { createOrderAmendment } from '../drizzle/orderAmendment.ts';
import { createOrderCancellation } from '../drizzle/orderCancellation.ts';
import { createOrderHistory } from '../drizzle/orderHistory.ts';
import { createOrderIntake } from '../drizzle/orderIntake.ts';
import { createPerformanceFacts } from '../drizzle/performanceFacts.ts';
import { trustGenesis } from '../drizzle/trustedGenesis.ts';
import { connectForCounting, disconnect } from '../redis/connection.ts';
import { createRedisHealth, type RedisHealth } from '../redis/health.ts';
import { createNewsPublisher, createNewsSubscriber } from '../redis/news.ts';
import { createDispatcher } from '../redis/orderQueue.ts';
import { createQueueLoadReader } from '../redis/queueLoad.ts';
import { createChainIdentity, trustedChain } from '../runtime/chainIdentity.ts';
import type { Logger } from '../runtime/logger.ts';
import { createMarketFeed, feedIntervalMs, type PoolSource } from '../runtime/marketFeed.ts';
import type { PaperWallets } from '../runtime/paperWallet.ts';
import type { ServerSettings } from '../runtime/settings.ts';
import { within } from '../runtime/within.ts';
import { createCredentialChanges } from './auth/credentialChanges.ts';
import { createIdentities } from './auth/identity.ts';
import { createRememberedIdentities } from './auth/rememberedIdentities.ts';
import type { SessionCookies } from './auth/sessionCookie.ts';
import type { Engine } from './engine.ts';
import { createEventFeed } from './events/eventFeed.ts';
import { createLimits } from './limits/limits.ts';
import { createCandleCache } from './market/candleCache.ts';
import { createDayStats } from './market/dayStats.ts';
import { createIndexFeed } from './market/indexFeed.ts';
import type { MarketSource } from './market/marketSource.ts';
import { createTraderPerformance } from './performance/traderPerformance.ts';
import { shareWhileAsking } from './shareWhileAsking.ts';
import { createSystemStatus } from './systemStatus.ts';

/** The calls of the server to the chain. */
export type ChainReads = PoolSource & {
  indexCandles(request: CandlesRequest): Promise<IndexCandles>;
  indexPrices(): Promise<IndexPrices>;
  genesis(): Promise<GenesisInfo>;
  /** True when a transaction of that signature has landed. */
  isKnown(signature: string): Promise<boolean>;
};

export type EngineServices = {
  readonly engine: Engine;
  /** A sentence while Redis can't be relied on. */
  readonly redisProblem: RedisHealth['check'];
  /** Begins to read the market and events. */
  start(): void;
  /** Stops reading, and closes the connections to chain and Redis, but not to the database. */
  close(): Promise<void>;
};

/** Milliseconds after which a silent chain's prices are too old to quote from, independent of the slot time. */
const FRESH_MS = 3_000;
/** Milliseconds that an order whose trigger watches the index waits for the index prices. */
const INDEX_PATIENCE_MS = 1_000;

/** The engine that all interfaces call, over Postgres, Redis and the chain, whether or not these can be reached now. */
export function createEngineServices(opts: {
  settings: ServerSettings;
  logger: Logger;
  chain: ChainReads;
  version: string;
  database: Database;
  wallets: PaperWallets;
  /** Settles once the wallet secret is known to be the database's. */
  walletsChecked: Promise<void>;
  cookies: SessionCookies;
}): EngineServices {
  const { settings, logger, chain, version, database, wallets, cookies } = opts;
  const redis = { url: settings.REDIS_URL, prefix: settings.QUEUE_PREFIX, logger };
  const accounts = createAccountStore({
    database,
    fingerprint: wallets.fingerprint,
    fingerprintChecked: opts.walletsChecked,
    marks: () => {
      const current = market.current();
      return current === undefined ? undefined : marksJson(current.pools);
    },
  });
  const apiKeys = createApiKeyStore({ database });
  const credentials = createCredentialChanges();
  const history = createOrderHistory({ database });
  const intake = createOrderIntake({ database });
  const redisHealth = createRedisHealth(redis);
  const dispatcher = createDispatcher({ ...redis, health: redisHealth });
  const publisher = createNewsPublisher(redis);
  const load = createQueueLoadReader({ ...redis, health: redisHealth });
  const identity = createChainIdentity({
    logger,
    trust: (genesisHash) => trustGenesis({ database, genesisHash, isKnown: chain.isKnown }),
  });
  const market = createMarketFeed({ chain: trustedChain({ chain, identity }), logger });
  // Pages rendered from now on contain the known listing.
  const unlisten = onListing(() => offerToPages(knownListing()));
  const feed = createEventFeed({
    read: ({ positions, each }) => history.traderEvents({ cursors: positions, each }),
    lastSeqs: history.lastSeqs,
    logger,
  });
  const subscriber = createNewsSubscriber({ ...redis, own: publisher, onNews: feed.wake });
  const identities = createIdentities({
    accounts,
    apiKeys,
    walletOf: wallets.walletAddress,
    readToken: cookies.read,
  });
  const counting = connectForCounting({ url: settings.REDIS_URL, name: 'limits', logger });
  const limits = createLimits({ settings, redis: { connection: counting, prefix: settings.QUEUE_PREFIX } });

  const marketSource: MarketSource = {
    current: market.current,
    isFresh: () => identity.problem() === undefined && market.ageMs() <= FRESH_MS,
    problem: identity.problem,
    slotAgeMs: market.slotAgeMs,
    onSnapshot: market.onSnapshot,
  };
  const isIntakePaused = () => readIntakePaused({ database });
  const { candles } = createCandleCache({ ask: chain.indexCandles, slot: () => market.current()?.slot });
  const engine: Engine = {
    version,
    logger,
    identities,
    placers: createRememberedIdentities({ identities, changes: credentials }),
    accounts,
    apiKeys,
    credentials,
    limits,
    history,
    activity: createActivityStore({ database }),
    performance: createTraderPerformance({ facts: createPerformanceFacts({ database }), market }),
    intake,
    amendment: createOrderAmendment({ database }),
    cancellation: createOrderCancellation({ database }),
    isIntakePaused,
    status: createSystemStatus({ version, market: marketSource, isIntakePaused, readLoad: load.read }),
    feed,
    market: marketSource,
    candles,
    indexPrices: shareWhileAsking(() =>
      within(INDEX_PATIENCE_MS, chain.indexPrices(), () => undefined).catch(() => undefined),
    ),
    indexStream: createIndexFeed({ market: marketSource, ask: chain.indexPrices, logger }).stream,
    dayStats: createDayStats({ candles }),
    dispatch: dispatcher.dispatch,
    publishNews(traderIds) {
      feed.wake(traderIds);
      publisher.publish(traderIds);
    },
  };

  return {
    engine,
    redisProblem: redisHealth.check,
    start() {
      market.start({ intervalMs: feedIntervalMs(settings.SLOT_TIME_MS) });
      feed.start();
    },
    async close() {
      feed.stop();
      unlisten();
      await Promise.allSettled([
        market.stop(),
        subscriber.close(),
        load.close(),
        publisher.close(),
        dispatcher.close(),
        redisHealth.close(),
        disconnect(counting),
      ]);
    },
  };
}
