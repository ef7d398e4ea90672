import type { RestingOrders, WatchedPair } from '../../drizzle/restingOrders.ts';
import type { OrderHint } from '../../redis/orderQueue.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Entry, Fire } from './entry.ts';

/** How long a trigger waits that the database called too early, milliseconds. */
const AGAIN_MS = 500;
/** Milliseconds between two log lines about triggers that could not be committed: an outage concerns many. */
const LOG_EVERY_MS = 5_000;

export type TriggerCommits = {
  /** Commits a trigger and dispatches its order. Never rejects: what is not committed fires again while it holds. */
  commit(pair: WatchedPair, fire: Fire): Promise<void>;
  /** Resolves when no commit is under way. */
  idle(): Promise<void>;
};

/** Commits the triggers that the watcher found. `onLost` is called when a pair turns out to be watched by another worker. */
export function createTriggerCommits(opts: {
  resting: Pick<RestingOrders, 'fire'>;
  dispatch(hint: OrderHint & { readonly delayMs: number }): void;
  logger: Logger;
  remove(entry: Entry): void;
  onLost(pair: WatchedPair): void;
}): TriggerCommits {
  const { resting, dispatch, logger, remove, onLost } = opts;
  const underWay = new Set<Promise<void>>();
  let warnedAt = Number.NEGATIVE_INFINITY;

  async function commit(pair: WatchedPair, { entry, fired }: Fire): Promise<void> {
    const { orderId, version } = entry.order;
    entry.firing = true;
    try {
      const result = await resting.fire({ orderId, version, pair, fired });
      switch (result.verdict) {
        case 'ok':
          remove(entry);
          logger.debug({ orderId, ...fired }, 'a trigger fired');
          dispatch({ orderId, epoch: result.epoch, delayMs: 0 });
          return;
        case 'stale':
          logger.debug({ orderId, ...pair }, 'another worker watches the pair; the trigger was refused');
          onLost(pair);
          return;
        case 'waiting':
          entry.notBefore = Date.now() + AGAIN_MS;
          return;
        case 'version':
          // Its new terms come with the next reading.
          return;
        default:
          remove(entry);
      }
    } catch (error) {
      if (performance.now() - warnedAt < LOG_EVERY_MS) return;
      warnedAt = performance.now();
      logger.warn({ err: error, orderId }, 'a trigger could not be committed; it is tried again while it holds');
    } finally {
      entry.firing = false;
    }
  }

  return {
    commit(pair, fire) {
      const done = commit(pair, fire).finally(() => underWay.delete(done));
      underWay.add(done);
      return done;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
