import { NO_METHOD, type Probe, REFUSED } from '../testing/probe.ts';
import { EXECUTE, place, rpc } from '../testing/requests.ts';

/** Changes by wrong methods and paths. */
export const byMethods: readonly Probe[] = [
  {
    name: 'an order by GET',
    ask: ({ asVictim }) => ({ path: rpc('orders.place', place()), headers: asVictim() }),
    ...NO_METHOD,
  },
  {
    name: 'a key made by GET',
    ask: ({ asVictim }) => ({ path: rpc('apiKeys.create', { name: 'x', scopes: ['trade'] }), headers: asVictim() }),
    ...NO_METHOD,
  },
  {
    name: 'an order by GET that says it is a POST',
    ask: ({ asVictim }) => ({
      path: rpc('orders.place', place()),
      headers: asVictim({ 'x-http-method-override': 'POST' }),
    }),
    ...NO_METHOD,
  },
  {
    name: 'a read by POST',
    ask: ({ asVictim }) => ({ path: rpc('account.me'), headers: asVictim(), body: {} }),
    ...NO_METHOD,
  },
  {
    name: 'a plain order by PUT',
    ask: ({ asVictim }) => ({ method: 'PUT', path: EXECUTE, headers: asVictim(), body: place() }),
    ...NO_METHOD,
  },
  {
    name: 'a page by DELETE',
    ask: ({ asVictim }) => ({ method: 'DELETE', path: '/', headers: asVictim() }),
    ...NO_METHOD,
  },
  { name: 'a logout by GET', ask: ({ asVictim }) => ({ path: '/api/auth/sign-out', headers: asVictim() }), ...REFUSED },
  {
    name: 'an endpoint of better-auth that is not open',
    ask: ({ asVictim }) => ({ path: '/api/auth/update-user', headers: asVictim(), body: { name: 'x' } }),
    ...REFUSED,
  },
  {
    name: 'a path of the API that is none',
    ask: ({ asVictim }) => ({ path: '/api/admin', headers: asVictim() }),
    status: 404,
    code: 'INVALID_REQUEST',
  },
];
