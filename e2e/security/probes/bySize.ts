import { type Probe, REFUSED, TOO_LARGE } from '../testing/probe.ts';
import { EXECUTE, orders, place } from '../testing/requests.ts';

/** Requests above the size limits. */
export const bySize: readonly Probe[] = [
  {
    name: 'an order of 1 MB',
    ask: ({ asMallory }) => orders(asMallory(), place({ padding: 'x'.repeat(1_000_000) })),
    ...TOO_LARGE,
  },
  {
    name: 'an order of 200 kB that does not say so',
    ask: ({ asMallory }) => ({ ...orders(asMallory(), place({ padding: 'x'.repeat(200_000) })), chunked: true }),
    ...TOO_LARGE,
  },
  {
    name: 'a plain order of 1 MB',
    ask: ({ asMallory }) => orders(asMallory(), place({ padding: 'x'.repeat(1_000_000) }), EXECUTE),
    ...TOO_LARGE,
  },
  {
    name: 'a password of 1 MB',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      body: { email: victim.email, password: 'x'.repeat(1_000_000) },
    }),
    ...TOO_LARGE,
  },
  {
    name: 'a password of 10 kB',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      body: { email: victim.email, password: 'x'.repeat(10_000) },
    }),
    ...REFUSED,
  },
  {
    name: 'a batch of eleven',
    ask: ({ asMallory }) =>
      orders(
        asMallory(),
        Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i, place()])),
        `/api/trpc/${Array.from({ length: 11 }, () => 'orders.place').join(',')}?batch=1`,
      ),
    ...REFUSED,
  },
];
