import { jitteredDelayMs } from './backoff.ts';
import { createExternalStore, type ExternalStore } from './externalStore.ts';

/** The pause before the next attempt to reach the server, which can be cut short. */
export type RetryPause = {
  /** The attempt that is pending or in progress: 1, 2, 3 …; 0 while none is needed. */
  readonly attempt: ExternalStore<number>;
  /** Sets the pause before attempt `index` (0, 1, 2 …). */
  plan(index: number): void;
  /** Resolves when the planned pause is over; at once when none is planned. */
  wait(): Promise<void>;
  /** Ends the pause now. */
  hurry(): void;
  /** The connection is up: no attempt is needed. */
  done(): void;
};

export function createRetryPause(delayMs: (index: number) => number = jitteredDelayMs): RetryPause {
  const attempt = createExternalStore(0);
  let planned: number | undefined;
  let wake: (() => void) | undefined;
  return {
    attempt,
    plan(index) {
      planned = delayMs(index);
      attempt.set(index + 1);
    },
    async wait() {
      if (planned === undefined) return;
      const ms = planned;
      planned = undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = undefined;
    },
    hurry: () => wake?.(),
    done() {
      planned = undefined;
      attempt.set(0);
    },
  };
}
