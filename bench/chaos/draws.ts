import { createHash } from 'node:crypto';

/** Seeded draws: the same seed and stream always give the same draws, independent of other streams. */
export type Draws = {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** Throws RangeError when there is nothing to pick. */
  pick<T>(from: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
};

/** Mulberry32 from the first bytes of SHA-256 of seed and stream. */
export function drawsOf(opts: { seed: number; stream: string }): Draws {
  let state = createHash('sha256').update(`${opts.seed}:${opts.stream}`).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    whole,
    pick<T>(from: readonly T[]) {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  };
}
