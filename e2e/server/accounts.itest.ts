import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { base58Encode } from '../../core/transaction/base58.ts';
import { NO_SESSION } from '../../server/ws/socketWatch.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { type TestServer, testServer } from './testing/testServer.ts';

let stack: TestServer;
beforeAll(async () => {
  // The socket is closed only by the notification of a change, not by a periodic check.
  stack = await testServer({ socketLimits: { authenticateMs: 5_000, watchMs: 600_000, stalledMs: 10_000 } });
});
afterAll(() => stack[Symbol.asyncDispose]());

type Answer = {
  status: number;
  cookie: string | undefined;
  body: Record<string, string>;
  code: string | undefined;
  text: string;
};

async function post(path: string, body: unknown, cookie?: string): Promise<Answer> {
  const response = await fetch(`${stack.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as Record<string, string> & { error?: { data: { code: string; text: string } } };
  const set = response.headers.getSetCookie().find((one) => /^oee\.session\.[0-9a-f]{8}=/.test(one));
  return {
    status: response.status,
    cookie: set?.split(';')[0],
    body: answer,
    code: answer.error?.data.code,
    text: answer.error?.data.text ?? '',
  };
}

const me = (cookie: string | undefined) => stack.clientOf(cookie ?? 'none=1').client.account.me.query();
const isNobody = (cookie: string | undefined) =>
  expect(me(cookie)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });

async function openSocket(cookie: string): Promise<{ closed: Promise<number> }> {
  const ws = new WebSocket(`${stack.url.replace('http', 'ws')}/api/ws`, { headers: { cookie } });
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  await new Promise<void>((resolve) => {
    ws.once('open', () => ws.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'account.me' } })));
    ws.once('message', () => resolve());
  });
  return { closed };
}

const PASSWORD = 'correct horse battery';
let nextEmail = 0;
const newEmail = () => `trader${nextEmail++}@example.com`;

async function account() {
  const guest = await stack.guest();
  const email = newEmail();
  const { cookie } = await post('account/create', { email, password: PASSWORD }, guest.cookie);
  return { email, cookie: cookie ?? '', traderId: (await me(cookie)).traderId };
}

describe('an account', () => {
  it('is a guest with a password: wallet, orders and events stay, and it can sign in from any browser', async () => {
    const guest = await stack.guest();
    const before = await guest.client.account.me.query();
    const order = await guest.client.orders.place.mutate(orderRequest());
    const { closed } = await openSocket(guest.cookie);
    const email = newEmail();
    const made = await post(
      'account/create',
      { email: ` ${email.toUpperCase()}`, password: PASSWORD, name: 'Ada' },
      guest.cookie,
    );
    expect(made).toMatchObject({ status: 200, body: { traderId: before.traderId } });
    expect(await closed).toBe(NO_SESSION);
    await isNobody(guest.cookie);
    expect(await me(made.cookie)).toEqual({ ...before, guest: false, name: 'Ada', email });

    const elsewhere = await post('sign-in/email', { email, password: PASSWORD });
    expect(elsewhere.body).toEqual({ traderId: before.traderId });
    const { client } = stack.clientOf(elsewhere.cookie ?? '');
    expect(await client.orders.get.query({ orderId: order.orderId })).toMatchObject({
      order: { orderId: order.orderId },
    });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('signs in also with the cookie of a session that has ended, as does a new guest', async () => {
    const { email, cookie, traderId } = await account();
    await post('sign-out', {}, cookie);
    await isNobody(cookie);
    const back = await post('sign-in/email', { email, password: PASSWORD }, cookie);
    expect((await me(back.cookie)).traderId).toBe(traderId);
    const guest = await post('sign-in/anonymous', {}, cookie);
    expect((await me(guest.cookie)).guest).toBe(true);
    expect(await post('sign-out', {}, cookie)).toMatchObject({
      status: 200,
      cookie: expect.stringMatching(/^oee\.session\.[0-9a-f]{8}=$/),
    });
  });

  it('is unique per e-mail address and guest, also for concurrent requests', async () => {
    const { email, cookie } = await account();
    const other = await stack.guest();
    expect(await post('account/create', { email, password: PASSWORD }, other.cookie)).toMatchObject({
      status: 409,
      code: 'EMAIL_TAKEN',
    });
    expect((await me(other.cookie)).guest).toBe(true);
    expect(await post('account/create', { email: newEmail(), password: PASSWORD }, cookie)).toMatchObject({
      status: 400,
    });
    expect(await post('account/create', { email: newEmail(), password: PASSWORD })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });

    const racing = newEmail();
    const guests = await Promise.all([stack.guest(), stack.guest(), stack.guest()]);
    const answers = await Promise.all(
      guests.map((one) => post('account/create', { email: racing, password: PASSWORD }, one.cookie)),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409]);
  });

  it('does not reveal whether an e-mail address has one', async () => {
    const { email } = await account();
    const wrong = await post('sign-in/email', { email, password: 'wrong password' });
    const unknown = await post('sign-in/email', { email: newEmail(), password: 'wrong password' });
    expect(wrong).toMatchObject({ status: 401, code: 'WRONG_CREDENTIALS', cookie: undefined });
    expect({ ...unknown, body: undefined }).toEqual({ ...wrong, body: undefined });
  });

  it('requires of a password only its length', async () => {
    const guest = await stack.guest();
    for (const password of ['', 'ninechars', 'x'.repeat(129)]) {
      const answer = await post('account/create', { email: newEmail(), password }, guest.cookie);
      expect(answer).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
      expect(answer.text).toMatch(/^password must be at (least 10|most 128) characters\. Nothing was changed\.$/);
    }
    for (const email of ['x', 'a@b', 'guest@anonymous.placeholder.invalid', `${'a'.repeat(250)}@b.example`]) {
      expect(await post('account/create', { email, password: PASSWORD }, guest.cookie)).toMatchObject({ status: 400 });
    }
    expect((await me(guest.cookie)).guest).toBe(true);
    expect(await post('account/create', { email: newEmail(), password: 'aaaaaaaaaa' }, guest.cookie)).toMatchObject({
      status: 200,
    });
  });

  it('ends all its sessions but one when its password changes', async () => {
    const { email, cookie, traderId } = await account();
    const elsewhere = await post('sign-in/email', { email, password: PASSWORD });
    const { closed } = await openSocket(elsewhere.cookie ?? '');
    const change = (currentPassword: string) =>
      post('change-password', { currentPassword, newPassword: 'another password' }, cookie);
    expect(await change('not the password')).toMatchObject({ status: 401, code: 'WRONG_CREDENTIALS' });
    const changed = await change(PASSWORD);
    expect(changed).toMatchObject({ status: 200, body: { traderId } });
    expect(await closed).toBe(NO_SESSION);
    await isNobody(cookie);
    await isNobody(elsewhere.cookie);
    expect((await me(changed.cookie)).traderId).toBe(traderId);
    expect(await post('sign-in/email', { email, password: PASSWORD })).toMatchObject({ status: 401 });
    expect(await post('sign-in/email', { email, password: 'another password' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['end', {}, []],
    ['stay when the trader keeps them', { keepApiKeys: true }, ['bot']],
  ] as const)('has keys that %s when a guest upgrades, and when the password changes', async (_, choice, left) => {
    const newKey = async (cookie: string) => {
      const { client } = stack.clientOf(cookie);
      const { secret } = await client.apiKeys.create.mutate({ name: 'bot', scopes: ['trade'] });
      return { 'x-api-key': secret };
    };
    const names = async (cookie: string | undefined) =>
      (await stack.clientOf(cookie ?? '').client.apiKeys.list.query()).keys.map(({ name }) => name);
    const works = async (headers: Record<string, string>) =>
      (await fetch(`${stack.url}/api/orders`, { headers })).status === 200;

    const guest = await stack.guest();
    const ofGuest = await newKey(guest.cookie);
    const wrong = await post(
      'account/create',
      { email: newEmail(), password: PASSWORD, keepApiKeys: 'yes' },
      guest.cookie,
    );
    expect(wrong).toMatchObject({ status: 400, text: expect.stringMatching(/^keepApiKeys must be true or false/) });
    const made = await post('account/create', { email: newEmail(), password: PASSWORD, ...choice }, guest.cookie);
    expect(await names(made.cookie)).toEqual(left);
    expect(await works(ofGuest)).toBe(left.length > 0);

    const { cookie } = await account();
    const ofAccount = await newKey(cookie);
    const change = (currentPassword: string) =>
      post('change-password', { currentPassword, newPassword: 'another password', ...choice }, cookie);
    expect(await change('not the password')).toMatchObject({ status: 401 });
    expect(await works(ofAccount)).toBe(true);
    expect(await names((await change(PASSWORD)).cookie)).toEqual(left);
    expect(await works(ofAccount)).toBe(left.length > 0);
  });

  it('replaces the session that signs in, which ends', async () => {
    const { email, traderId } = await account();
    const guest = await stack.guest();
    const { closed } = await openSocket(guest.cookie);
    const signedIn = await post('sign-in/email', { email, password: PASSWORD }, guest.cookie);
    expect((await me(signedIn.cookie)).traderId).toBe(traderId);
    expect(await closed).toBe(NO_SESSION);
    await isNobody(guest.cookie);
  });
});

describe('a wallet', () => {
  function wallet() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      address: base58Encode(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
      sign: (text: string) => sign(null, Buffer.from(text), privateKey),
    };
  }
  type Wallet = ReturnType<typeof wallet>;

  async function signIn(opts: { wallet: Wallet; cookie?: string; signer?: Wallet; encoding?: 'base64' }) {
    const { body } = await post('sign-in/wallet/challenge', { address: opts.wallet.address });
    const { nonce = '', message = '' } = body;
    const bytes = (opts.signer ?? opts.wallet).sign(message);
    const signature = opts.encoding === 'base64' ? bytes.toString('base64') : base58Encode(bytes);
    return { nonce, message, signature, answer: await post('sign-in/wallet', { nonce, signature }, opts.cookie) };
  }

  it('ends the API keys of the guest that becomes an account, and is refused when its signatures can be forged', async () => {
    const guest = await stack.guest();
    await guest.client.apiKeys.create.mutate({ name: 'bot', scopes: ['trade'] });
    const { answer } = await signIn({ wallet: wallet(), cookie: guest.cookie });
    expect(answer.status).toBe(200);
    expect((await stack.clientOf(answer.cookie ?? '').client.apiKeys.list.query()).keys).toEqual([]);
    for (const first of [0, 1]) {
      const address = base58Encode(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? first : 0)));
      const refused = await post('sign-in/wallet/challenge', { address });
      expect(refused).toMatchObject({ status: 400, text: expect.stringMatching(/anybody could sign for this one/) });
    }
  });

  it('makes a guest an account by its signature, and signs in to it from then on', async () => {
    const mine = wallet();
    const guest = await stack.guest();
    const before = await guest.client.account.me.query();
    const { message, answer } = await signIn({ wallet: mine, cookie: guest.cookie });
    expect(message.split('\n').slice(0, 2)).toEqual([
      `${new URL(stack.url).host} wants you to sign in with your Solana account:`,
      mine.address,
    ]);
    expect(answer.body).toEqual({ traderId: before.traderId });
    expect(await me(answer.cookie)).toMatchObject({
      ...before,
      guest: false,
      name: expect.stringContaining('…'),
      email: null,
    });
    await isNobody(guest.cookie);
    const elsewhere = await signIn({ wallet: mine, encoding: 'base64' });
    expect(elsewhere.answer.body).toEqual({ traderId: before.traderId });
    const { cookie } = await account();
    expect((await signIn({ wallet: wallet(), cookie })).answer).toMatchObject({ status: 400, cookie: undefined });
  });

  it('opens one trader, also for two concurrent requests and without a session', async () => {
    const mine = wallet();
    const answers = await Promise.all([signIn({ wallet: mine }), signIn({ wallet: mine })]);
    const ids = answers.map(({ answer }) => answer.body.traderId);
    expect(ids[0]).toMatch(/\w{10}/);
    expect(ids[1]).toBe(ids[0]);
    const { balances } = await stack.clientOf(answers[0]?.answer.cookie ?? '').client.account.balances.query();
    expect(balances.length).toBeGreaterThan(0);
  });

  it('is refused with another’s signature, with a used or late challenge, and without one', async () => {
    const mine = wallet();
    expect((await signIn({ wallet: mine, signer: wallet() })).answer).toMatchObject({
      status: 401,
      code: 'WRONG_CREDENTIALS',
    });
    const good = await signIn({ wallet: mine });
    expect(good.answer.status).toBe(200);
    const again = { nonce: good.nonce, signature: good.signature };
    expect(await post('sign-in/wallet', again)).toMatchObject({ status: 401, cookie: undefined });
    const { body } = await post('sign-in/wallet/challenge', { address: mine.address });
    await stack.db.owner`update auth.verification set expires_at = now() - interval '1 second'`;
    const late = { nonce: body.nonce, signature: base58Encode(mine.sign(body.message ?? '')) };
    expect(await post('sign-in/wallet', late)).toMatchObject({ status: 401 });
    for (const signature of ['', 'x', '1'.repeat(64)]) {
      const next = await post('sign-in/wallet/challenge', { address: mine.address });
      expect(await post('sign-in/wallet', { nonce: next.body.nonce, signature })).toMatchObject({ status: 401 });
    }
    expect(await post('sign-in/wallet', { nonce: '0'.repeat(32), signature: good.signature })).toMatchObject({
      status: 401,
    });
    for (const address of ['', 'x', mine.address.slice(4), '0'.repeat(44)]) {
      expect(await post('sign-in/wallet/challenge', { address })).toMatchObject({ status: 400 });
    }
  });
});
