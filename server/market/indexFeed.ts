import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Logger } from '../../runtime/logger.ts';
import { sharedItem } from '../sharedJson.ts';
import { changes } from './changes.ts';
import type { MarketSource } from './marketSource.ts';

/** At most one question in so many milliseconds, however short the slots are. */
const MIN_PAUSE_MS = 100;

export type IndexFeed = {
  /** The index prices by slot, the newest first and then each change; slots that come faster than the subscriber are skipped. */
  stream(signal: AbortSignal): AsyncGenerator<IndexPrices, void>;
};

/** Follows the index prices while somebody listens: one question to the chain a slot, shared by all. */
export function createIndexFeed(opts: {
  market: Pick<MarketSource, 'onSnapshot'>;
  ask(): Promise<IndexPrices>;
  logger: Logger;
}): IndexFeed {
  const listeners = new Set<() => void>();
  let newest: IndexPrices | undefined;
  let asking = false;
  let again = false;
  let unfollow: (() => void) | undefined;

  async function refresh(): Promise<void> {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      newest = sharedItem(await opts.ask());
      for (const listener of listeners) listener();
    } catch (error) {
      opts.logger.debug({ err: error }, 'no index prices');
    }
    setTimeout(() => {
      asking = false;
      if (again && listeners.size > 0) void refresh();
      again = false;
    }, MIN_PAUSE_MS);
  }

  function listen(listener: () => void): () => void {
    listeners.add(listener);
    unfollow ??= opts.market.onSnapshot(() => void refresh());
    void refresh();
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      unfollow?.();
      unfollow = undefined;
      newest = undefined;
    };
  }

  return {
    async *stream(signal) {
      let sent: IndexPrices | undefined;
      for await (const _ of changes({ listen, signal })) {
        if (newest === undefined || newest.slot === sent?.slot) continue;
        sent = newest;
        yield sent;
      }
    },
  };
}
