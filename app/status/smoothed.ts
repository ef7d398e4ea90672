/** How much a new value counts against those before. */
const WEIGHT = 0.3;

/** A value that jumps, made steady: each new one moves it a part of the way. After `reset` the next one counts alone. */
export function createSmoothed(): { add(value: number): number; reset(): void } {
  let smooth: number | undefined;
  return {
    add(value) {
      smooth = smooth === undefined ? value : smooth + WEIGHT * (value - smooth);
      return smooth;
    },
    reset() {
      smooth = undefined;
    },
  };
}
