export type EitherSignal = {
  readonly signal: AbortSignal;
  /** Detaches it from the signals and the timer: nothing aborts it any more. */
  done(): void;
};

/** The longest delay of a timer, about 25 days; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A signal that is aborted with the first of these, with its reason, or after `timeoutMs` with a TimeoutError. `AbortSignal.any` does not work
 * here: in Node 20 it holds its sources weakly, so an `AbortSignal.timeout` without another reference is collected and never fires. Does not keep
 * the process alive.
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
      () => abort(new DOMException('The time-out has passed.', 'TimeoutError')),
      Math.min(opts.timeoutMs, LONGEST_MS),
    );
    if (typeof timer === 'object') timer.unref();
    ends.push(() => clearTimeout(timer));
  }
  return { signal: either.signal, done };
}
