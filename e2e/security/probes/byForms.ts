import { type Probe, REFUSED } from '../testing/probe.ts';
import { EXECUTE, orders, place } from '../testing/requests.ts';

/** Requests that a form or a script can send without a preflight. */
export const byForms: readonly Probe[] = [
  {
    name: 'an order as multipart',
    ask: ({ asVictim }) =>
      orders(
        asVictim({ 'content-type': 'multipart/form-data; boundary=x' }),
        `--x\r\n\r\n${JSON.stringify(place())}\r\n--x--`,
      ),
    ...REFUSED,
  },
  { name: 'an order as text', ask: ({ asVictim }) => orders(asVictim({ 'content-type': 'text/plain' })), ...REFUSED },
  {
    name: 'an order as a form',
    ask: ({ asVictim }) => orders(asVictim({ 'content-type': 'application/x-www-form-urlencoded' })),
    ...REFUSED,
  },
  { name: 'an order of no type', ask: ({ asVictim }) => orders(asVictim({ 'content-type': '' })), ...REFUSED },
  {
    name: 'a plain order as text',
    ask: ({ asVictim }) => orders(asVictim({ 'content-type': 'text/plain' }), place(), EXECUTE),
    ...REFUSED,
  },
  {
    name: 'a sign-in as a form',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `email=${victim.email}&password=x`,
    }),
    ...REFUSED,
  },
];
