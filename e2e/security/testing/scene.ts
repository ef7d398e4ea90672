import { type TestServer, testServer } from '../../server/testing/testServer.ts';
import { orderRequest } from '../../testing/orderRequest.ts';
import { ask } from './ask.ts';
import { PASSWORD } from './requests.ts';

type Headers = Record<string, string>;

/** A server with a victim and an attacker. */
export type Scene = {
  readonly stack: TestServer;
  readonly url: string;
  /** The victim: has an order, keys and a password. */
  readonly victim: {
    readonly cookie: string;
    readonly orderId: string;
    readonly key: string;
    readonly keyId: string;
    readonly email: string;
    readonly accountCookie: string;
  };
  /** The attacker: a guest like any other. */
  readonly mallory: { readonly cookie: string };
  /** A cookie of a session that has logged out. */
  readonly loggedOut: string;
  readonly readKey: string;
  readonly revokedKey: string;
  asVictim(headers?: Headers): Headers;
  asMallory(headers?: Headers): Headers;
};

export async function setScene(): Promise<Scene> {
  const stack = await testServer({ socketLimits: { authenticateMs: 300, watchMs: 50, stalledMs: 500 } });
  const { url } = stack;
  const guest = await stack.guest();
  const { orderId } = await guest.client.orders.place.mutate(orderRequest({ idempotencyKey: 'the-victims-key' }));
  const made = await guest.client.apiKeys.create.mutate({ name: 'bot', scopes: ['trade'] });
  const eyes = await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] });
  const revoked = await guest.client.apiKeys.create.mutate({ name: 'gone', scopes: ['trade'] });
  await guest.client.apiKeys.revoke.mutate({ keyId: revoked.key.id });
  const account = await stack.guest();
  const email = 'victim@example.com';
  const created = await ask(url, {
    path: '/api/auth/account/create',
    headers: { cookie: account.cookie },
    body: { email, password: PASSWORD },
  });
  const accountCookie = String(created.headers['set-cookie']).split(';')[0] ?? '';
  const victim = { cookie: guest.cookie, orderId, key: made.secret, keyId: made.key.id, email, accountCookie };
  const mallory = await stack.guest();
  const gone = await stack.guest();
  await ask(url, { path: '/api/auth/sign-out', headers: { cookie: gone.cookie }, body: {} });
  return {
    stack,
    url,
    victim,
    mallory,
    loggedOut: gone.cookie,
    readKey: eyes.secret,
    revokedKey: revoked.secret,
    asVictim: (headers = {}) => ({ cookie: victim.cookie, ...headers }),
    asMallory: (headers = {}) => ({ cookie: mallory.cookie, ...headers }),
  };
}
