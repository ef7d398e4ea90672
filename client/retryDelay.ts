/** Milliseconds before the next attempt: doubling from 100 to 5,000, half of it random so that clients of a restarted server spread. */
export function retryDelayMs(attempt: number): number {
  const full = Math.min(100 * 2 ** Math.min(attempt, 10), 5_000);
  return full / 2 + Math.random() * (full / 2);
}
