import { knownListing, ListingGap, type ListingUpdate, learnListing } from '../core/market/listing.ts';
import { applySnapshot, type Market, SnapshotGap, unknownIn } from '../core/market/snapshot.ts';
import type { ChainSnapshot } from '../core/market/snapshotSchema.ts';
import type { Logger } from './logger.ts';

/** The part of the chain client that the feed needs: the market's state, whole or since a slot, and the listing, whole or since a version. */
export type PoolSource = {
  pools(sinceSlot?: number): Promise<ChainSnapshot>;
  listing(sinceVersion?: string): Promise<ListingUpdate>;
};

export type MarketFeed = {
  /** The last market received, however old; undefined before the first. */
  current(): Market | undefined;
  /** A market at most `maxAgeMs` old; asks the chain when needed. Concurrent callers share one request. Throws the errors of the chain client. */
  latest(opts: { maxAgeMs: number }): Promise<Market>;
  /** Milliseconds since the chain last answered; Infinity before it ever did. */
  ageMs(): number;
  /** Milliseconds since the newest slot was first received; Infinity before the first. It also grows while a chain answers without new slots. */
  slotAgeMs(): number;
  /** Calls the listener after every answer with a new slot. Returns a function that stops it. */
  onSnapshot(listener: () => void): () => void;
  /** Polls the chain until stop(), `intervalMs` after each answer. */
  start(opts: { intervalMs: number }): void;
  stop(): Promise<void>;
};

/** Follows the pools of the chain: one request at a time, with deltas where possible. */
export function createMarketFeed(opts: { chain: PoolSource; logger: Logger }): MarketFeed {
  const { chain, logger } = opts;
  const listeners = new Set<() => void>();
  const warned = new Set<string>();
  let market: Market | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let movedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<Market> | undefined;
  let following: { stopped: boolean; done: Promise<void>; wake(): void } | undefined;

  /** One warning for each kind or pool that this process does not know: trading goes on with the others. */
  function warnOfUnknown(snapshot: ChainSnapshot): void {
    for (const what of unknownIn(snapshot)) {
      if (warned.has(what)) continue;
      warned.add(what);
      logger.warn(`${what} is not known to this version: it is not traded on`);
    }
  }

  /** Fetches the changes of the listing, or the whole listing, before it uses pools of another listing version. */
  async function followListing(snapshot: ChainSnapshot): Promise<void> {
    const { version } = knownListing();
    if (snapshot.listingVersion === version) return;
    try {
      learnListing(await chain.listing(version));
    } catch (error) {
      if (!(error instanceof ListingGap)) throw error;
      learnListing(await chain.listing());
    }
  }

  async function ask(): Promise<Market> {
    const snapshot = await chain.pools(market?.slot);
    await followListing(snapshot);
    warnOfUnknown(snapshot);
    let next: Market;
    try {
      next = applySnapshot(market, snapshot);
    } catch (error) {
      if (!(error instanceof SnapshotGap)) throw error;
      market = undefined;
      return ask();
    }
    answeredAt = performance.now();
    // A lower slot means another chain: its whole snapshot replaces everything.
    const moved = market === undefined || next.slot !== market.slot;
    market = next;
    if (moved) movedAt = answeredAt;
    if (moved) for (const listener of listeners) listener();
    return next;
  }

  function askOnce(): Promise<Market> {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  const ageMs = () => performance.now() - answeredAt;

  async function follow(state: { stopped: boolean; wake(): void }, intervalMs: number): Promise<void> {
    let silent = false;
    while (!state.stopped) {
      try {
        await askOnce();
        if (silent) logger.info('the chain answers again');
        silent = false;
      } catch (error) {
        if (!silent) logger.warn({ err: error }, 'the chain does not answer; prices are getting old');
        silent = true;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, silent ? Math.max(intervalMs, 250) : intervalMs);
        state.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  return {
    current: () => market,
    ageMs,
    slotAgeMs: () => performance.now() - movedAt,
    async latest({ maxAgeMs }) {
      if (market !== undefined && ageMs() <= maxAgeMs) return market;
      return askOnce();
    },
    onSnapshot(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start({ intervalMs }) {
      if (following !== undefined) return;
      const state = { stopped: false, done: Promise.resolve(), wake: () => {} };
      state.done = follow(state, intervalMs);
      following = state;
    },
    async stop() {
      if (following === undefined) return;
      following.stopped = true;
      following.wake();
      await following.done;
      following = undefined;
    },
  };
}

/** Interval of requests for the market: half a slot, within bounds; 100 ms with slots on demand. */
export function feedIntervalMs(slotTimeMs: number): number {
  return slotTimeMs === 0 ? 100 : Math.min(200, Math.max(20, slotTimeMs / 2));
}
