/**
 * Yields once at the start, then after every change that `listen` reports, until the signal aborts. Changes that come while the caller is busy
 * count as one.
 */
export async function* changes(opts: {
  listen(changed: () => void): () => void;
  signal: AbortSignal;
}): AsyncGenerator<void, void> {
  const { signal } = opts;
  let notify = () => {};
  const stop = opts.listen(() => notify());
  const onAbort = () => notify();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const changed = new Promise<void>((resolve) => {
        notify = resolve;
      });
      yield;
      await changed;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}
