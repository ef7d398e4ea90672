import { EngineError } from '../core/errors/engineError.ts';

export type Shares = {
  /** Runs the work when the owner has a free place, in the order of the calls. Throws EngineError TOO_MANY_REQUESTS when too many wait. */
  run<T>(owner: string, work: () => Promise<T>): Promise<T>;
};

type Share = { running: number; readonly waiting: (() => void)[] };

/** Runs at most `running` tasks of one owner at a time; `waiting` more may wait. Owners do not wait for each other. */
export function createShares(opts: { running: number; waiting: number }): Shares {
  const shares = new Map<string, Share>();

  function leave(owner: string, share: Share): void {
    // The place passes to the next waiting task.
    const next = share.waiting.shift();
    if (next !== undefined) next();
    else share.running -= 1;
    if (share.running === 0) shares.delete(owner);
  }

  return {
    async run(owner, work) {
      const share = shares.get(owner) ?? { running: 0, waiting: [] };
      shares.set(owner, share);
      if (share.running < opts.running) share.running += 1;
      else if (share.waiting.length < opts.waiting) await new Promise<void>((resolve) => share.waiting.push(resolve));
      else
        throw new EngineError({
          code: 'TOO_MANY_REQUESTS',
          text: 'Too many of your lists are being read at once. Nothing was changed; wait a moment and try again.',
          retryAfterSeconds: 2,
        });
      try {
        return await work();
      } finally {
        leave(owner, share);
      }
    },
  };
}
