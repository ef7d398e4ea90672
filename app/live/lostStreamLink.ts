import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/**
 * Calls `onLost` when a subscription lost its connection and reconnects, in order with its items. A component would see that only when it
 * renders, which on a busy machine is after the first items of the new connection.
 */
export function lostStreamLink(onLost: () => void): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          ...observer,
          next(message) {
            if (message.result.type === 'state' && message.result.state === 'connecting') onLost();
            observer.next(message);
          },
        }),
      );
}
