export type EitherSignal = {
  readonly signal: AbortSignal;
  /** Lets go of the signals and the time: nothing aborts it any more. */
  done(): void;
};

/** The longest that a timer waits, about 25 days; more would come at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A signal that is aborted with the first of these, for its reason, or after `timeoutMs` for a TimeoutError. `AbortSignal.any` won't do: in Node 20 it
 * holds what it joins weakly, and an `AbortSignal.timeout` that nobody else holds is collected and never comes. Keeps no process alive.
 */
export function eitherSignal(opts: {
  signals: readonly (AbortSignal | null | undefined)[];
  timeoutMs?: number;
}): EitherSignal {
  const either = new AbortController();
  const ends: (() => void)[] = [];
  const done = () => {
    for (const end of ends.splice(0)) end();
  };
  const abort = (reason: unknown) => {
    done();
    either.abort(reason);
  };
  for (const signal of opts.signals) {
    if (signal === null || signal === undefined) continue;
    if (signal.aborted) {
      abort(signal.reason);
      return { signal: either.signal, done };
    }
    const onAbort = () => abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    ends.push(() => signal.removeEventListener('abort', onAbort));
  }
  if (opts.timeoutMs !== undefined) {
    const timer = setTimeout(
      () => abort(new DOMException('The time given has run out.', 'TimeoutError')),
      Math.min(opts.timeoutMs, LONGEST_MS),
    );
    if (typeof timer === 'object') timer.unref();
    ends.push(() => clearTimeout(timer));
  }
  return { signal: either.signal, done };
}
