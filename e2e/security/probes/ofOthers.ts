import { NO_ORDER, type Probe, REFUSED } from '../testing/probe.ts';
import { orders, place, rpc } from '../testing/requests.ts';

/** A trader’s requests for the data of another. */
export const ofOthers: readonly Probe[] = [
  {
    name: 'another’s order by tRPC',
    ask: ({ asMallory, victim }) => ({ path: rpc('orders.get', { orderId: victim.orderId }), headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'another’s order by the plain interface',
    ask: ({ asMallory, victim }) => ({ path: `/api/orders/${victim.orderId}`, headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'another’s order in a batch with one’s own',
    ask: ({ asMallory, victim }) => ({
      path: `/api/trpc/account.me,orders.get?batch=1&input=${encodeURIComponent(JSON.stringify({ 1: { orderId: victim.orderId } }))}`,
      headers: asMallory(),
    }),
    status: 207,
  },
  {
    name: 'another’s key revoked',
    ask: ({ asMallory, victim }) => ({
      path: rpc('apiKeys.revoke'),
      headers: asMallory(),
      body: { keyId: victim.keyId },
    }),
    status: 404,
    code: 'KEY_NOT_FOUND',
  },
  {
    name: 'an order with another’s id in it',
    ask: ({ asMallory }) => orders(asMallory(), place({ traderId: 'someone' })),
    ...REFUSED,
  },
  {
    name: 'a list with another’s id in it',
    ask: ({ asMallory }) => ({ path: rpc('orders.list', { traderId: 'someone' }), headers: asMallory() }),
    ...REFUSED,
  },
];
