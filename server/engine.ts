import type { CandlesRequest } from '../core/chain/chainApi.ts';
import type { Candle, IndexPrices } from '../core/market/candleSchema.ts';
import type { AccountStore } from '../drizzle/accountStore.ts';
import type { ActivityStore } from '../drizzle/activityStore.ts';
import type { ApiKeyStore } from '../drizzle/apiKeyStore.ts';
import type { OrderAmendment } from '../drizzle/orderAmendment.ts';
import type { OrderCancellation } from '../drizzle/orderCancellation.ts';
import type { OrderHistory } from '../drizzle/orderHistory.ts';
import type { Acceptance, AcceptanceResult } from '../drizzle/orderIntake.ts';
import type { Logger } from '../runtime/logger.ts';
import type { CredentialChanges } from './auth/credentialChanges.ts';
import type { Identities } from './auth/identity.ts';
import type { EventFeed } from './events/eventFeed.ts';
import type { Limits } from './limits/limits.ts';
import type { DayStats } from './market/dayStats.ts';
import type { MarketSource } from './market/marketSource.ts';
import type { TraderPerformance } from './performance/traderPerformance.ts';
import type { SystemStatus } from './systemStatus.ts';

/** Everything that a procedure works with. */
export type Engine = {
  readonly version: string;
  /** Logs errors in a part of a call that still gets an answer. */
  readonly logger: Logger;
  readonly identities: Identities;
  /** Finds the trader who places orders without asking Postgres each time, since the acceptance checks it (auth/rememberedIdentities.ts). */
  readonly placers: Pick<Identities, 'find'>;
  readonly accounts: AccountStore;
  readonly apiKeys: ApiKeyStore;
  /** Is notified of every session and key that ends on this server, so that open sockets of its trader are checked again at once. */
  readonly credentials: CredentialChanges;
  readonly limits: Limits;
  readonly history: OrderHistory;
  readonly activity: ActivityStore;
  readonly performance: TraderPerformance;
  readonly amendment: OrderAmendment;
  readonly cancellation: OrderCancellation;
  readonly intake: { accept(item: Acceptance): Promise<AcceptanceResult> };
  /** The engine's status, at most a second old. Never throws. */
  status(): Promise<SystemStatus>;
  /** True while new orders are refused. Throws EngineError UNAVAILABLE. */
  isIntakePaused(): Promise<boolean>;
  readonly feed: EventFeed;
  readonly market: MarketSource;
  /** Candles of the index price from the chain. Throws EngineError MARKET_UNAVAILABLE. */
  candles(request: CandlesRequest): Promise<readonly Candle[]>;
  /** The present index prices; undefined when the chain does not return them soon. Never throws. */
  indexPrices(): Promise<IndexPrices | undefined>;
  /** Index prices as they change. */
  indexStream(signal: AbortSignal): AsyncGenerator<IndexPrices, void>;
  /** The last 24 hours of every listed pair. Throws EngineError MARKET_UNAVAILABLE. */
  dayStats(): Promise<readonly DayStats[]>;
  /** Hints to a worker that an order is due. Never throws and never waits. */
  dispatch(order: { orderId: string; epoch: number; delayMs: number }): void;
  /** Hints to every server, including this one, that these traders have new events. Never throws and never waits. */
  publishNews(traderIds: readonly string[]): void;
};
