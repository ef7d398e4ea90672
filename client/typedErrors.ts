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
 * The first link of all: whatever a call ends with, it is an EngineClientError. One of the signal's when that was aborted, since tRPC
 * doesn't tell AbortSignal.timeout from others; and what can't be sent is no call without an answer, which would be repeated.
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
