export type Batcher<Item, Result> = {
  /** Resolves with this item's result, or rejects with the error of its own replay. */
  add(item: Item): Promise<Result>;
  /** Resolves when nothing is queued or in flight. */
  idle(): Promise<void>;
};

type Entry<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void };

/**
 * Group commit: while a flush runs, new items queue for the next one, so a single item does not wait and many items share one round trip. Two
 * items of the same key never share a batch (the later one waits for the next flush). `run` gets the items and returns one result each, in order.
 * If it throws for several items, each is run again by itself, so that one bad item can't fail the others.
 */
export function createBatcher<Item, Result>(opts: {
  run(items: readonly Item[]): Promise<readonly Result[]>;
  maxBatch: number;
  /** Flushes that may run at the same time; 1 unless batches of different flushes never conflict. */
  parallel?: number;
  keyOf?(item: Item): string;
  /** True for errors that do not depend on an item (a lost connection): the batch is not replayed. */
  isOutage?(error: unknown): boolean;
}): Batcher<Item, Result> {
  const { run, maxBatch, keyOf, isOutage, parallel = 1 } = opts;
  let queue: Entry<Item, Result>[] = [];
  let running = 0;
  let waiters: (() => void)[] = [];

  function take(): Entry<Item, Result>[] {
    if (keyOf === undefined) return queue.splice(0, maxBatch);
    const keys = new Set<string>();
    const batch: Entry<Item, Result>[] = [];
    const rest: Entry<Item, Result>[] = [];
    for (const entry of queue) {
      const key = keyOf(entry.item);
      if (batch.length < maxBatch && !keys.has(key)) {
        keys.add(key);
        batch.push(entry);
      } else rest.push(entry);
    }
    queue = rest;
    return batch;
  }

  async function settle(batch: readonly Entry<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map((entry) => entry.item));
      for (const [i, entry] of batch.entries()) {
        if (i < results.length) entry.resolve(results[i] as Result);
        else entry.reject(new Error('the batch answered fewer results than items'));
      }
    } catch (error) {
      if (batch.length === 1 || isOutage?.(error)) for (const entry of batch) entry.reject(error);
      else for (const entry of batch) await settle([entry]);
    }
  }

  async function flush(): Promise<void> {
    running += 1;
    try {
      while (queue.length > 0) await settle(take());
    } finally {
      running -= 1;
      if (running === 0) {
        for (const wake of waiters) wake();
        waiters = [];
      }
    }
  }

  return {
    add(item) {
      return new Promise<Result>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        // The microtask lets callers of the same tick share the first flush.
        if (running < parallel) queueMicrotask(() => void (running < parallel && queue.length > 0 && flush()));
      });
    },
    idle() {
      if (running === 0 && queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => waiters.push(resolve));
    },
  };
}
