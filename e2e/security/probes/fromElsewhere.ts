import { FORBIDDEN, FOREIGN, type Probe } from '../testing/probe.ts';
import { EVIL, EXECUTE, orders, PASSWORD, place, rpc } from '../testing/requests.ts';

/** Requests that pages of other sites send with a visitor’s cookie. */
export const fromElsewhere: readonly Probe[] = [
  { name: 'an order from a foreign page', ask: ({ asVictim }) => orders(asVictim(EVIL)), ...FOREIGN },
  {
    name: 'an order from a sandboxed frame',
    ask: ({ asVictim }) => orders(asVictim({ origin: 'null' })),
    ...FOREIGN,
  },
  {
    name: 'an order from a look-alike host',
    ask: ({ asVictim, url }) => orders(asVictim({ origin: `${url}.evil.example` })),
    ...FOREIGN,
  },
  {
    name: 'an order from a sister site',
    ask: ({ asVictim }) => orders(asVictim({ 'sec-fetch-site': 'same-site' })),
    ...FORBIDDEN,
  },
  {
    name: 'a plain order from a foreign page',
    ask: ({ asVictim }) => orders(asVictim(EVIL), place(), EXECUTE),
    ...FOREIGN,
  },
  {
    name: 'a read from a foreign page',
    ask: ({ asVictim }) => ({ path: rpc('account.me'), headers: asVictim(EVIL) }),
    ...FOREIGN,
  },
  {
    name: 'the list as CSV from a foreign page',
    ask: ({ asVictim }) => ({ path: '/api/orders.csv', headers: asVictim(EVIL) }),
    ...FOREIGN,
  },
  {
    name: 'a guest made by a foreign page',
    ask: () => ({ path: '/api/auth/sign-in/anonymous', headers: EVIL, body: {} }),
    ...FOREIGN,
  },
  {
    name: 'a logout by a foreign page',
    ask: ({ asVictim }) => ({ path: '/api/auth/sign-out', headers: asVictim(EVIL), body: {} }),
    ...FOREIGN,
  },
  {
    name: 'a sign-in by a foreign page',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      headers: EVIL,
      body: { email: victim.email, password: PASSWORD },
    }),
    ...FOREIGN,
  },
  {
    name: 'a sign-out by a foreign page that shows a key',
    ask: ({ asVictim, victim }) => ({
      path: '/api/auth/sign-out',
      headers: asVictim({ ...EVIL, 'x-api-key': victim.key }),
      body: {},
    }),
    ...FOREIGN,
  },
  {
    name: 'leave asked for a foreign page (preflight)',
    ask: () => ({
      method: 'OPTIONS',
      path: rpc('orders.place'),
      headers: { ...EVIL, 'access-control-request-method': 'POST' },
    }),
    ...FOREIGN,
  },
];
