/**
 * Merges several streams into one, in order of arrival. Each source waits until its item was taken, so nothing accumulates. Ends when all
 * sources have ended, throws the error of a source that fails, and ends all sources when its consumer stops.
 */
export async function* mergedStream<Item>(opts: {
  sources: readonly ((signal: AbortSignal) => AsyncGenerator<Item, void>)[];
  signal: AbortSignal;
}): AsyncGenerator<Item, void> {
  const ended = new AbortController();
  const signal = AbortSignal.any([opts.signal, ended.signal]);
  const waiting: { item: Item; taken(): void }[] = [];
  let running = opts.sources.length;
  let failure: { error: unknown } | undefined;
  let wake = () => {};

  async function pump(source: (signal: AbortSignal) => AsyncGenerator<Item, void>): Promise<void> {
    try {
      for await (const item of source(signal)) {
        const taken = new Promise<void>((resolve) => {
          waiting.push({ item, taken: resolve });
        });
        wake();
        await taken;
        if (signal.aborted) return;
      }
    } catch (error) {
      failure ??= { error };
    } finally {
      running -= 1;
      wake();
    }
  }

  for (const source of opts.sources) void pump(source);
  try {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) {
        yield next.item;
        next.taken();
      } else if (failure !== undefined) throw failure.error;
      else if (running === 0) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    ended.abort();
    for (const { taken } of waiting) taken();
  }
}
