import { FORBIDDEN, NOBODY, type Probe, REFUSED } from '../testing/probe.ts';
import { EXECUTE, orders, PASSWORD, place, rpc } from '../testing/requests.ts';

/** Invented, changed, ended and misused credentials. */
export const byCredentials: readonly Probe[] = [
  { name: 'an order of nobody', ask: () => orders({}), ...NOBODY },
  {
    name: 'a cookie with a changed token',
    ask: ({ victim }) => orders({ cookie: victim.cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A')) }),
    ...NOBODY,
  },
  {
    name: 'a token under another’s signature',
    ask: ({ mallory, victim }) => {
      const [token] = victim.cookie.split('.');
      const [, ...signature] = mallory.cookie.split('.').slice(1);
      return orders({ cookie: `${token}.${signature.join('.')}` });
    },
    ...NOBODY,
  },
  {
    name: 'a cookie without a signature',
    ask: ({ victim }) => orders({ cookie: victim.cookie.split('.').slice(0, 2).join('.') }),
    ...NOBODY,
  },
  { name: 'a cookie after the logout', ask: ({ loggedOut }) => orders({ cookie: loggedOut }), ...NOBODY },
  {
    name: 'a session’s token as a bearer',
    ask: ({ victim }) => orders({ authorization: `Bearer ${victim.cookie.split('=')[1]}` }),
    ...NOBODY,
  },
  { name: 'a revoked key', ask: ({ revokedKey }) => orders({ 'x-api-key': revokedKey }), ...NOBODY },
  {
    name: 'a revoked key beside a good cookie',
    ask: ({ asVictim, revokedKey }) => orders(asVictim({ authorization: `Bearer ${revokedKey}` })),
    ...NOBODY,
  },
  { name: 'a guessed key', ask: () => orders({ 'x-api-key': `oee_${'A'.repeat(43)}` }), ...NOBODY },
  {
    name: 'a key in the address',
    ask: ({ victim }) => ({ path: `/api/orders?apiKey=${victim.key}&x-api-key=${victim.key}` }),
    ...NOBODY,
  },
  { name: 'an order by a key that may read', ask: ({ readKey }) => orders({ 'x-api-key': readKey }), ...FORBIDDEN },
  {
    name: 'a plain order by a key that may read',
    ask: ({ readKey }) => orders({ 'x-api-key': readKey }, place(), EXECUTE),
    ...FORBIDDEN,
  },
  {
    name: 'a key made by a key',
    ask: ({ victim }) =>
      orders({ 'x-api-key': victim.key }, { name: 'heir', scopes: ['trade'] }, rpc('apiKeys.create')),
    ...FORBIDDEN,
  },
  {
    name: 'keys listed by a key',
    ask: ({ victim }) => ({ path: rpc('apiKeys.list'), headers: { 'x-api-key': victim.key } }),
    ...FORBIDDEN,
  },
  {
    name: 'a wrong password',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      body: { email: victim.email, password: 'wrong password' },
    }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a password for nobody',
    ask: () => ({ path: '/api/auth/sign-in/email', body: { email: 'nobody@example.com', password: 'wrong password' } }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a sign-in with an object for a password',
    ask: ({ victim }) => ({ path: '/api/auth/sign-in/email', body: { email: victim.email, password: { $ne: '' } } }),
    ...REFUSED,
  },
  {
    name: 'an account over another’s e-mail address',
    ask: ({ asMallory, victim }) => ({
      path: '/api/auth/account/create',
      headers: asMallory(),
      body: { email: victim.email.toUpperCase(), password: 'mallory was here' },
    }),
    status: 409,
    code: 'EMAIL_TAKEN',
  },
  {
    name: 'an account made of an account',
    ask: ({ victim }) => ({
      path: '/api/auth/account/create',
      headers: { cookie: victim.accountCookie },
      body: { email: 'mine@example.com', password: 'mallory was here' },
    }),
    ...REFUSED,
  },
  {
    name: 'a password changed without the old one',
    ask: ({ victim }) => ({
      path: '/api/auth/change-password',
      headers: { cookie: victim.accountCookie },
      body: { currentPassword: 'a guess of it', newPassword: 'mallory was here' },
    }),
    status: 401,
    code: 'WRONG_CREDENTIALS',
  },
  {
    name: 'a redirect smuggled into a sign-in',
    ask: ({ victim }) => ({
      path: '/api/auth/sign-in/email',
      body: { email: victim.email, password: PASSWORD, callbackURL: 'https://evil.example' },
    }),
    ...REFUSED,
  },
];
