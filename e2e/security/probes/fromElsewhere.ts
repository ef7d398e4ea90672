import { FORBIDDEN, type Probe } from '../testing/probe.ts';
import { EVIL, EXECUTE, orders, PASSWORD, place, rpc } from '../testing/requests.ts';

/** What pages of other sites send with a visitor’s cookie. */
export const fromElsewhere: readonly Probe[] = [
  { name: 'an order from a foreign page', ask: ({ asVictim }) => orders(asVictim(EVIL)), ...FORBIDDEN },
  {
    name: 'an order from a sandboxed frame',
    ask: ({ asVictim }) => orders(asVictim({ origin: 'null' })),
    ...FORBIDDEN,
  },
  {
    name: 'an order from a look-alike host',
    ask: ({ asVictim, url }) => orders(asVictim({ origin: `${url}.evil.example` })),
    ...FORBIDDEN,
  },
  {
    name: 'an order from a sister site',
    ask: ({ asVictim }) => orders(asVictim({ 'sec-fetch-site': 'same-site' })),
    ...FORBIDDEN,
  },
  {
    name: 'a plain order from a foreign page',
    ask: ({ asVictim }) => orders(asVictim(EVIL), place(), EXECUTE),
    ...FORBIDDEN,
  },
  {
    name: 'a read from a foreign page',
    ask: ({ asVictim }) => ({ path: rpc('account.me'), headers: asVictim(EVIL) }),
    ...FORBIDDEN,
  },
  {
    name: 'the list as CSV from a foreign page',
    ask: ({ asVictim }) => ({ path: '/api/orders.csv', headers: asVictim(EVIL) }),
    ...FORBIDDEN,
  },
  {
    name: 'a guest made by a foreign page',
    ask: () => ({ path: '/api/auth/sign-in/anonymous', headers: EVIL, body: {} }),
    ...FORBIDDEN,
  },
  {
    name: 'a logout by a foreign page',
    ask: ({ asVictim }) => ({ path: '/api/auth/sign-out', headers: asVictim(EVIL), body: {} }),
    ...FORBIDDEN,
  },
  {
    name: 'a sign-in by a foreign page',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      headers: EVIL,
      body: { email: victim.email, password: PASSWORD },
    }),
    ...FORBIDDEN,
  },
  {
    name: 'a sign-out by a foreign page that shows a key',
    ask: ({ asVictim, victim }) => ({
      path: '/api/auth/sign-out',
      headers: asVictim({ ...EVIL, 'x-api-key': victim.key }),
      body: {},
    }),
    ...FORBIDDEN,
  },
  {
    name: 'leave asked for a foreign page (preflight)',
    ask: () => ({
      method: 'OPTIONS',
      path: rpc('orders.place'),
      headers: { ...EVIL, 'access-control-request-method': 'POST' },
    }),
    ...FORBIDDEN,
  },
];
