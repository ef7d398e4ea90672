import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { RestingOrders, WatchedPair } from '../../drizzle/restingOrders.ts';
import type { OrderHint } from '../../redis/orderQueue.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { MarketFeed } from '../../runtime/marketFeed.ts';
import type { SlotFeed } from '../../runtime/slotFeed.ts';
import { createRestingBook } from './restingBook.ts';
import type { Entry, Seen } from './restingSide.ts';

/** How long a worker watches a pair without a sign of life, and how often it gives one, milliseconds: another takes over within two seconds. */
export const WATCH_LEASE_MS = 1_500;
const WATCH_EVERY_MS = 400;
/** How often new and changed orders are read, milliseconds. */
const READ_EVERY_MS = 250;
/** How often all orders are read anew, milliseconds: those that have ended are forgotten then. */
const READ_ALL_EVERY_MS = 300_000;
/** How old the market may be for a trigger to fire, milliseconds. */
const MAX_MARKET_AGE_MS = 5_000;
/** How long a trigger waits that the database called too early, milliseconds. */
const AGAIN_MS = 500;

export type Watcher = {
  /** Ends the watch and gives the pairs back. */
  stop(): Promise<void>;
};

/** How long a look at a slot took, milliseconds, and how many triggers it fired. */
export type LookTimes = { readonly slot: number; readonly lookMs: number; readonly fired: number };

/**
 * Watches the orders that rest. Every worker knows all of them and judges those of the pairs that it leases. At each slot the present market is compared with
 * what the orders wait for; a trigger that fires is committed once, whoever else may believe to watch the pair, and then the order is dispatched like any other.
 * New orders are read from Postgres, so that it works without Redis. Never fires on a market older than 5 s.
 */
export function createWatcher(opts: {
  resting: RestingOrders;
  market: Pick<MarketFeed, 'latest' | 'slotAgeMs'>;
  indexPrices(): Promise<IndexPrices>;
  chainSlots: Pick<SlotFeed, 'onSlot' | 'heardAt'>;
  dispatch(hint: OrderHint & { readonly delayMs: number }): void;
  logger: Logger;
  /** Time between two looks while no slot is told, milliseconds. */
  pollMs: number;
  onLook?(times: LookTimes): void;
}): Watcher {
  const { resting, market, indexPrices, chainSlots, dispatch, logger, onLook } = opts;
  const book = createRestingBook();
  let pairs: readonly WatchedPair[] = [];
  let since: string | undefined;
  let readAllAt = Number.NEGATIVE_INFINITY;
  let lookedAt: Market | undefined;
  let stopped = false;

  /** Reads what changed, or everything. */
  const read = oneAtATime(async () => {
    const all = since === undefined || performance.now() - readAllAt > READ_ALL_EVERY_MS;
    const changes = await resting.changes(all ? undefined : since);
    if (all) {
      const rests = new Set(changes.orders.map(({ orderId }) => orderId));
      book.retain((orderId) => rests.has(orderId));
      readAllAt = performance.now();
    }
    for (const order of changes.orders) book.put(order);
    since = changes.next;
  });

  const lease = oneAtATime(async () => {
    const before = new Set(pairs.map(keyOf));
    const now = await resting.watch();
    // What another worker has seen meanwhile, such as watermarks, is in Postgres.
    if (now.some((pair) => !before.has(keyOf(pair)))) {
      book.clear();
      since = undefined;
      await read();
    }
    pairs = now;
  });

  const look = oneAtATime(async () => {
    const sides = pairs.flatMap((pair) => book.sidesOf(pair).map((side) => ({ pair, side })));
    if (!sides.some(({ side }) => side.size > 0)) return;
    const needsIndex = sides.some(({ side }) => side.needsIndex);
    const [current, index] = await Promise.all([
      market.latest({ maxAgeMs: 0 }),
      needsIndex ? indexPrices().catch(() => undefined) : undefined,
    ]);
    if (current === lookedAt || market.slotAgeMs() > MAX_MARKET_AGE_MS || stopped) return;
    lookedAt = current;
    const begunAt = performance.now();
    const seen = sides.map(({ pair, side }) => ({ pair, ...side.look({ market: current, index, now: Date.now() }) }));
    onLook?.({
      slot: current.slot,
      lookMs: performance.now() - begunAt,
      fired: seen.reduce((sum, { fires }) => sum + fires.length, 0),
    });
    for (const one of seen) for (const fire of one.fires) void commit(one.pair, fire);
    await keepWatermarks(seen.flatMap(({ raised }) => raised));
  });

  async function commit(pair: WatchedPair, { entry, fired }: Seen['fires'][number]): Promise<void> {
    const { orderId, version } = entry.order;
    entry.firing = true;
    try {
      const result = await resting.fire({ orderId, version, pair, fired });
      switch (result.verdict) {
        case 'ok':
          book.remove(orderId);
          logger.debug({ orderId, ...fired }, 'a trigger fired');
          dispatch({ orderId, epoch: result.epoch, delayMs: 0 });
          return;
        case 'stale':
          logger.warn({ orderId, ...pair }, 'another worker watches the pair; the trigger was refused');
          return;
        case 'waiting':
          entry.notBefore = Date.now() + AGAIN_MS;
          return;
        case 'version':
          // Its new terms come with the next reading.
          return;
        default:
          book.remove(orderId);
      }
    } catch (error) {
      logger.warn({ err: error, orderId }, 'a trigger could not be committed; it is tried again while it holds');
    } finally {
      entry.firing = false;
    }
  }

  async function keepWatermarks(raised: readonly Entry[]): Promise<void> {
    if (raised.length === 0) return;
    await resting.raiseWatermarks(
      raised.flatMap(({ order: { orderId, version }, watermark }) =>
        watermark === undefined ? [] : [{ orderId, version, watermark }],
      ),
    );
  }

  const attempt = (task: () => Promise<void>, what: string) => () => {
    if (stopped) return;
    task().catch((error: unknown) => logger.debug({ err: error }, what));
  };
  const readSoon = attempt(read, 'resting orders could not be read');
  const leaseSoon = attempt(lease, 'the pairs could not be leased');
  const lookSoon = attempt(look, 'the market could not be looked at');

  const timers = [
    setInterval(readSoon, READ_EVERY_MS),
    setInterval(leaseSoon, WATCH_EVERY_MS),
    setInterval(() => chainSlots.heardAt() === undefined && lookSoon(), opts.pollMs),
  ];
  const unhear = chainSlots.onSlot(lookSoon);
  leaseSoon();

  return {
    async stop() {
      stopped = true;
      unhear();
      for (const timer of timers) clearInterval(timer);
      await resting.leave().catch((error: unknown) => logger.debug({ err: error }, 'the pairs run out by themselves'));
    },
  };
}

const keyOf = ({ tokenA, tokenB, epoch }: WatchedPair) => `${tokenA} ${tokenB} ${epoch}`;

/** Runs a task once at a time: calls during a run share one further run after it. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = task().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
