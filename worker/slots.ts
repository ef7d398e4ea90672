import { within } from '../runtime/within.ts';

export type Slots = {
  /** Runs the task once a slot is free, in the order of the calls. Rejects as the task does. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Free slots; negative while tasks wait, by their number. */
  free(): number;
  /** Resolves once nothing runs or waits, or after `deadlineMs`. */
  idle(deadlineMs: number): Promise<void>;
};

/** Bounds how many tasks run concurrently: jobs of the queue and orders of the sweeper share the worker's slots. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  let onIdle: () => void = () => {};

  function leave(): void {
    taken -= 1;
    // The slot passes to the task that has waited longest.
    const next = waiting.shift();
    if (next !== undefined) next();
    else if (taken === 0) onIdle();
  }

  return {
    async run(task) {
      taken += 1;
      if (taken > count) await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        leave();
      }
    },
    free: () => count - taken,
    async idle(deadlineMs) {
      if (taken === 0) return;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      await within(deadlineMs, idle, () => {});
    },
  };
}
