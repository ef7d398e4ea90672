/** The weight of a new value against the previous ones. */
const WEIGHT = 0.3;

/** Smooths a fluctuating value: each new one moves it a part of the way. After `reset` the next value counts alone. */
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
