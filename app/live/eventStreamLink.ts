import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** Subscriptions as event streams over HTTP. The code for that is fetched when the first is opened: few pages need it. */
export function eventStreamLink(opts: { url: string }): TRPCLink<AppRouter> {
  return (runtime) => (call) =>
    observable((observer) => {
      let ended = false;
      let stop = () => {};
      import('@trpc/client').then(
        ({ httpSubscriptionLink }) => {
          if (ended) return;
          const link: TRPCLink<AppRouter> = httpSubscriptionLink(opts);
          const stream = link(runtime)(call).subscribe(observer);
          stop = () => stream.unsubscribe();
        },
        (error: Error) => observer.error(TRPCClientError.from(error)),
      );
      return () => {
        ended = true;
        stop();
      };
    });
}
