import { abortErrorOf, type EngineClientError, engineClientErrorOf, isUnanswered } from './engineClientError.ts';
import { retryDelayMs } from './retryDelay.ts';

/** Settles like the promise, or rejects with EngineClientError as soon as the signal is aborted. */
export function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortErrorOf(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Waits before the next attempt. Rejects with EngineClientError when the signal is aborted. */
export async function pauseBefore(attempt: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, retryDelayMs(attempt));
  });
  try {
    await unlessAborted(over, signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Repeats a call, with growing pauses, until an answer comes. Only for calls that may be sent twice. Rejects with EngineClientError when the
 * answer is a refusal, or when the signal is aborted; UNREACHABLE when its time ran out and the engine was never reached.
 */
export async function untilAnswered<Value>(ask: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  let unanswered: EngineClientError | undefined;
  let reached = false;
  try {
    for (let attempt = 0; ; attempt += 1) {
      // No call after an abort: it might be an order.
      if (signal.aborted) throw abortErrorOf(signal);
      try {
        return await unlessAborted(ask(), signal);
      } catch (thrown) {
        const error = engineClientErrorOf(thrown);
        if (!isUnanswered(error)) throw error;
        unanswered = error;
        reached ||= error.code !== 'UNREACHABLE';
      }
      await pauseBefore(attempt, signal);
    }
  } catch (thrown) {
    const error = engineClientErrorOf(thrown);
    // The time ran out and no server was reached: UNREACHABLE says more than TIMED_OUT, and nothing was sent.
    throw error.code === 'TIMED_OUT' && unanswered !== undefined && !reached ? unanswered : error;
  }
}
