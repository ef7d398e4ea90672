/** Milliseconds before the next attempt: doubles from 100 to 5,000; half of it is random, so that clients of a restarted server spread out. */
export function retryDelayMs(attempt: number): number {
  const full = Math.min(100 * 2 ** Math.min(attempt, 10), 5_000);
  return full / 2 + Math.random() * (full / 2);
}
