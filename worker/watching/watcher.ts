import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { RateCaps } from '../../core/routing/rateCaps.ts';
import type { RestingOrders, WatchedPair } from '../../drizzle/restingOrders.ts';
import type { OrderHint } from '../../redis/orderQueue.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { MarketFeed } from '../../runtime/marketFeed.ts';
import type { SlotFeed } from '../../runtime/slotFeed.ts';
import type { Fire, Sight } from './entry.ts';
import { oneAtATime } from './oneAtATime.ts';
import { createRestingBook } from './restingBook.ts';
import type { RestingSide } from './restingSide.ts';
import { createTriggerCommits } from './triggerCommits.ts';
import { createWatermarkStore } from './watermarkStore.ts';

/** How long a worker watches a pair without a sign of life, and how often it gives one, milliseconds: another takes over within two seconds. */
export const WATCH_LEASE_MS = 1_500;
const WATCH_EVERY_MS = 400;
/** How often new and changed orders are read, milliseconds. */
const READ_EVERY_MS = 250;
/** How often all orders are read again, milliseconds: those that have ended are forgotten then. */
const READ_ALL_EVERY_MS = 300_000;
/** How old the market may be for a trigger to fire, milliseconds. */
const MAX_MARKET_AGE_MS = 5_000;
/** How long a look takes orders whose triggers watch quotes, milliseconds: each needs one of its own, so where they are many they are judged in turns. */
const QUOTING_MS = 4;
/** How long a look goes on without letting the process do anything else, milliseconds. */
const SLICE_MS = 15;

export type Watcher = {
  /** Ends the watch and gives the pairs back, so that another worker takes them at once. */
  stop(): Promise<void>;
};

/** How long a look at a slot took, milliseconds; how many orders were judged one by one, and how many triggers it fired. */
export type LookTimes = {
  readonly slot: number;
  readonly lookMs: number;
  readonly judged: number;
  readonly fired: number;
  /** The orders that the worker knows. */
  readonly orders: number;
};

type WatchedSide = { readonly pair: WatchedPair; readonly side: RestingSide };

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
  const watermarks = createWatermarkStore(resting);
  const book = createRestingBook({
    onRaised: watermarks.raised,
    onFailed: (orderId, error) =>
      logger.error({ err: error, orderId }, 'a resting order can’t be judged; the others are'),
  });
  const commits = createTriggerCommits({
    resting,
    dispatch,
    logger,
    remove: book.remove,
    onLost: (pair) => {
      pairs = pairs.filter((one) => keyOf(one) !== keyOf(pair));
    },
  });
  let pairs: readonly WatchedPair[] = [];
  let since: string | undefined;
  let readAllAt = Number.NEGATIVE_INFINITY;
  let toldSlot = 0;
  let lookedAt: LookedAt | undefined;
  let stopped = false;

  const sidesOf = (watched: readonly WatchedPair[]): WatchedSide[] =>
    watched.flatMap((pair) => book.sidesOf(pair).map((side) => ({ pair, side })));

  /** Reads what changed, or everything. */
  const read = oneAtATime(async () => {
    const all = since === undefined || performance.now() - readAllAt > READ_ALL_EVERY_MS;
    const begunAt = performance.now();
    const changes = await resting.changes(all ? undefined : since);
    if (all) {
      const rests = new Set(changes.orders.map(({ orderId }) => orderId));
      book.retain((orderId) => rests.has(orderId));
      readAllAt = performance.now();
    }
    for (const order of changes.orders) book.put(order);
    since = changes.next;
    if (all) logger.debug({ orders: book.size, readMs: performance.now() - begunAt }, 'read all resting orders');
  });

  const lease = oneAtATime(async () => {
    const leased = await resting.watch();
    const before = new Set(pairs.map(keyOf));
    const taken = leased.filter((pair) => !before.has(keyOf(pair)));
    if (taken.length > 0) {
      await read.run();
      // What another worker has seen meanwhile is in Postgres.
      for (const stored of await resting.watermarks(taken)) book.raise(stored);
      for (const { side } of sidesOf(taken)) side.restart();
    }
    pairs = leased;
  });

  /** The market of a slot that was not looked at yet, when it is recent enough for triggers. */
  async function newMarket(sides: readonly WatchedSide[]): Promise<Market | undefined> {
    let current = await market.latest({ maxAgeMs: 0 });
    // A request that was under way when the slot was told may have been answered before it.
    if (current.slot < toldSlot) current = await market.latest({ maxAgeMs: 0 });
    const before = lookedAt;
    if (current.slot === before?.slot) return undefined;
    lookedAt = { slot: current.slot, at: performance.now() };
    // The first market after the start may be an old one of a chain that has stopped.
    const isLive = before !== undefined || chainSlots.heardAt() !== undefined;
    const isRecent = isLive && market.slotAgeMs() <= MAX_MARKET_AGE_MS;
    if (!isRecent || !follows(lookedAt, before)) for (const { side } of sides) side.restart();
    return isRecent ? current : undefined;
  }

  const look = oneAtATime(async () => {
    const sides = sidesOf(pairs).filter(({ side }) => side.size > 0);
    if (sides.length === 0) return;
    const [current, index] = await Promise.all([
      newMarket(sides),
      sides.some(({ side }) => side.needsIndex) ? indexPrices().catch(() => undefined) : undefined,
    ]);
    if (current === undefined || stopped) return;
    await judge(sides, { market: current, caps: new RateCaps(current), index, now: Date.now() });
    await watermarks.store();
  });

  /** Looks at all sides, and commits the triggers as they are found. */
  async function judge(sides: readonly WatchedSide[], sight: Sight): Promise<void> {
    const begunAt = performance.now();
    let [sliceAt, judged, fired] = [begunAt, 0, 0];
    const done = async (pair: WatchedPair, fire: Fire | undefined) => {
      judged += 1;
      if (fire !== undefined) {
        fired += 1;
        void commits.commit(pair, fire);
      }
      if (performance.now() - sliceAt < SLICE_MS) return;
      await nextTurn();
      sliceAt = performance.now();
    };
    for (const { pair, side } of sides) for (const fire of side.look(sight)) await done(pair, fire);
    const until = performance.now() + QUOTING_MS;
    const turns = sides.map(({ pair, side }) => ({
      pair,
      turn: side.lookInTurn(sight)[Symbol.iterator](),
    }));
    // One of each side after the other, so that none waits for a side with many.
    for (let left = turns; left.length > 0 && performance.now() < until; ) {
      const some = left.map(({ pair, turn }) => ({ pair, turn, next: turn.next() }));
      left = some.filter(({ next }) => next.done !== true);
      for (const { pair, next } of some) if (next.done !== true) await done(pair, next.value);
    }
    const { slot } = sight.market;
    onLook?.({ slot, lookMs: performance.now() - begunAt, judged, fired, orders: book.size });
  }

  const attempt = (task: { run(): Promise<void> }, what: string) => () => {
    if (stopped) return;
    task.run().catch((error: unknown) => logger.debug({ err: error }, what));
  };
  const lookSoon = attempt(look, 'the market could not be looked at');
  const leaseSoon = attempt(lease, 'the pairs could not be leased');
  const timers = [
    setInterval(attempt(read, 'resting orders could not be read'), READ_EVERY_MS),
    setInterval(leaseSoon, WATCH_EVERY_MS),
    setInterval(() => chainSlots.heardAt() === undefined && lookSoon(), opts.pollMs),
  ];
  const stopListening = chainSlots.onSlot(({ slot }) => {
    toldSlot = slot;
    lookSoon();
  });
  leaseSoon();

  return {
    async stop() {
      stopped = true;
      stopListening();
      for (const timer of timers) clearInterval(timer);
      await Promise.all([lease.idle(), look.idle()]);
      await commits.idle();
      await watermarks
        .store(Number.POSITIVE_INFINITY)
        .then(() => resting.leave())
        .catch((error: unknown) => logger.debug({ err: error }, 'the leases of the pairs run out by themselves'));
    },
  };
}

const keyOf = ({ tokenA, tokenB, epoch }: WatchedPair) => `${tokenA} ${tokenB} ${epoch}`;

type LookedAt = { readonly slot: number; readonly at: number };

/** False when slots passed unseen for too long to say that a condition held meanwhile, and for another chain. */
function follows(now: LookedAt, before: LookedAt | undefined): boolean {
  if (before === undefined || now.slot < before.slot) return false;
  return now.slot === before.slot + 1 || now.at - before.at <= MAX_MARKET_AGE_MS;
}
