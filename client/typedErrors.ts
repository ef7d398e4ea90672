import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { abortErrorOf, EngineClientError, engineClientErrorOf } from './engineClientError.ts';
import type { AppRouter } from './engineTypes.ts';

/** The reason why an input can't be written as JSON; undefined when it can. */
function unwritable(input: unknown): EngineClientError | undefined {
  try {
    JSON.stringify(input);
    return undefined;
  } catch (cause) {
    return new EngineClientError({ code: 'NOT_SENT', cause });
  }
}

/**
 * The first link: every error of a call becomes an EngineClientError. After an abort it is the signal's error, since tRPC does not distinguish
 * AbortSignal.timeout from other aborts. An input that can't be sent gets its own error, so that it does not count as an unanswered call, which
 * would be repeated.
 */
export function typedErrors(): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) => {
        const refused = unwritable(op.input);
        if (refused !== undefined) {
          observer.error(refused);
          return;
        }
        return next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => observer.error(op.signal?.aborted ? abortErrorOf(op.signal) : engineClientErrorOf(error)),
          complete: () => observer.complete(),
        });
      });
}
