export type Throttled = { (): void; cancel(): void };

/** Calls `run` `afterMs` after a request, so that simultaneous requests count once, and not again within `everyMs`. */
export function throttled(opts: { afterMs: number; everyMs: number; run(): void }): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const call = () => {
    const wait = Math.max(opts.afterMs, last + opts.everyMs - performance.now());
    timer ??= setTimeout(() => {
      timer = undefined;
      last = performance.now();
      opts.run();
    }, wait);
  };
  call.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return call;
}
