import { setTimeout as wait } from 'node:timers/promises';

/** How long the campaign retries its own queries during a fault, milliseconds: longer than any service takes to start on a busy machine. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 100;

/** Retries a query until it succeeds: the service may be down or starting, since the campaign kills it. Throws the last error after PATIENCE_MS. */
export async function insistently<T>(ask: () => PromiseLike<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
      await wait(AGAIN_MS);
    }
  }
}
