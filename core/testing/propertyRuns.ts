import type { Parameters } from 'fast-check';

/** Options of every property test: FC_SEED repeats a failed run, whose seed fast-check prints. */
export function propertyRuns(numRuns: number): Parameters<unknown> {
  const seed = process.env.FC_SEED;
  return seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) };
}
