const BASE_MS = 250;
const MAX_MS = 4_000;

/** Milliseconds before retry `attempt` (0, 1, 2 …): exponential, capped, half of it random, so that many pages don't return as one. */
export function jitteredDelayMs(attempt: number): number {
  const ceiling = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
