import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { engineClientErrorOf } from './engineClientError.ts';
import type { AppRouter } from './engineTypes.ts';

/** The first link of all: whatever a call ends with, it is an EngineClientError. */
export function typedErrors(): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => observer.error(engineClientErrorOf(error)),
          complete: () => observer.complete(),
        }),
      );
}
