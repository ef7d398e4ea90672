import type { Sql } from 'postgres';
import { describe, expect, it } from 'vitest';
import { createOrderIntake } from '../../drizzle/orderIntake.ts';
import { sampleAcceptance } from '../../drizzle/testing/sampleOrder.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { eventually, type Guest, type TestServer, testServer } from './testing/testServer.ts';

const WAIT_MS = 30_000;

/** Places an order with only these headers; returns status, code and message. */
async function place(stack: TestServer, headers: Record<string, string>, request = orderRequest()) {
  const response = await fetch(`${stack.url}/api/orders/execute`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as { error?: { code: string; message: string } };
  return { status: response.status, code: answer.error?.code, message: answer.error?.message };
}

const newKey = (guest: Guest) => guest.client.apiKeys.create.mutate({ name: 'bot', scopes: ['trade'] });

const logOut = (stack: TestServer, cookie: string) =>
  fetch(`${stack.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  });

/** Waits until a statement that contains this text waits for a lock. */
const untilLocked = (owner: Sql, text: string) =>
  eventually(async () => {
    const rows = await owner`
      select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query ilike ${`%${text}%`} and pid <> pg_backend_pid()`;
    return rows.length > 0;
  }, WAIT_MS);

const orders = async (stack: TestServer) =>
  Number((await stack.db.owner`select count(*) from engine.orders`)[0]?.count);

describe('an order whose session or key ends between the check and the acceptance', () => {
  it.each(['a key', 'a session'] as const)('is refused: %s', { timeout: 240_000 }, async (by) => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    const { key, secret } = await newKey(guest);
    const headers: Record<string, string> = by === 'a key' ? { 'x-api-key': secret } : { cookie: guest.cookie };
    const request = orderRequest();

    // The order is held after the check of the credential, before the acceptance.
    const keeper = await stack.db.owner.reserve();
    await keeper`begin`;
    await keeper`select from engine.traders where id = ${traderId} for update`;
    const placing = place(stack, headers, request);
    await untilLocked(stack.db.owner, 'accept_orders');
    if (by === 'a key') await guest.client.apiKeys.revoke.mutate({ keyId: key.id });
    else expect((await logOut(stack, guest.cookie)).status).toBe(200);
    await keeper`commit`;
    keeper.release();

    expect(await placing).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(by === 'a key' ? /^This API key/ : /Nothing was changed/),
    });
    expect(await orders(stack)).toBe(0);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('is accepted before the revocation returns, or not at all', { timeout: 240_000 }, async () => {
    await using stack = await testServer();
    const { owner } = stack.db;
    const guest = await stack.guest();
    const { key, secret } = await newKey(guest);
    // The order is held within the acceptance, after its check of the key.
    const keeper = await owner.reserve();
    await keeper`select pg_advisory_lock(77)`;
    await owner.unsafe(`
      create function public.hold_acceptance() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(77); return new; end $$;
      create trigger hold before insert on engine.orders for each row execute function public.hold_acceptance();`);
    const placing = place(stack, { 'x-api-key': secret });
    await untilLocked(owner, 'accept_orders');
    let revoked = false;
    const revoking = guest.client.apiKeys.revoke.mutate({ keyId: key.id }).then(() => {
      revoked = true;
    });
    await untilLocked(owner, 'delete from "auth"."api_key"');
    expect(revoked).toBe(false);
    await keeper`select pg_advisory_unlock(77)`;
    keeper.release();
    expect(await placing).toMatchObject({ status: 201 });
    await revoking;
    expect(await place(stack, { 'x-api-key': secret })).toMatchObject({ status: 401 });
    expect(await orders(stack)).toBe(1);
  });

  it('depends on Postgres’ clock, and on the trader and the scope of the key', async () => {
    await using stack = await testServer();
    const { owner, database } = stack.db;
    const guest = await stack.guest();
    const other = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    const { key } = await newKey(guest);
    const read = await guest.client.apiKeys.create.mutate({ name: 'eyes', scopes: ['read'] });
    const theirs = await newKey(other);
    const sessions = await owner`select id from auth.session where user_id = ${traderId}`;
    const sessionId = String(sessions[0]?.id);
    const intake = createOrderIntake({ database });
    const verdict = async (kind: 'session' | 'key', id: string, idempotencyKey?: string) => {
      const given = { traderId, credential: { kind, id }, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
      const result = await intake.accept(sampleAcceptance(given));
      return result.verdict === 'refused' ? result.code : result.verdict;
    };
    expect(await verdict('session', sessionId, 'first')).toBe('accepted');
    expect(await verdict('key', key.id)).toBe('accepted');
    for (const id of ['', 'nobody', read.key.id, theirs.key.id, sessionId]) {
      expect(await verdict('key', id), id).toBe('UNAUTHENTICATED');
    }
    expect(await verdict('session', key.id)).toBe('UNAUTHENTICATED');
    await owner`update auth.session set expires_at = now() where id = ${sessionId}`;
    await owner`update auth.api_key set expires_at = now() where id = ${key.id}`;
    expect(await verdict('session', sessionId)).toBe('UNAUTHENTICATED');
    // A repeated request is refused too.
    expect(await verdict('session', sessionId, 'first')).toBe('UNAUTHENTICATED');
    expect(await verdict('key', key.id)).toBe('UNAUTHENTICATED');
    expect(await stack.db.audit()).toEqual([]);
  });
});

it('makes no key for a session that has ended meanwhile', { timeout: 240_000 }, async () => {
  await using stack = await testServer();
  const guest = await stack.guest();
  const { traderId } = await guest.client.account.me.query();
  const keeper = await stack.db.owner.reserve();
  await keeper`begin`;
  await keeper`select from auth.user where id = ${traderId} for update`;
  const making = newKey(guest).catch((error: { data: { code: string } }) => error.data.code);
  await untilLocked(stack.db.owner, 'from "auth"."user"');
  await logOut(stack, guest.cookie);
  await keeper`commit`;
  keeper.release();
  expect(await making).toBe('UNAUTHENTICATED');
  expect(await stack.db.owner`select from auth.api_key`).toHaveLength(0);
});

describe('an order by a session or key that was just used here', () => {
  it.each(['a key', 'a session'] as const)(
    'is refused once that ended on another server, also in a call of several orders: %s',
    { timeout: 240_000 },
    async (by) => {
      await using stack = await testServer({
        env: { LIMIT_ORDERS_PER_MINUTE: '10', LIMIT_KEY_ORDERS_PER_MINUTE: '10' },
      });
      const guest = await stack.guest();
      const { key, secret } = await newKey(guest);
      const headers: Record<string, string> = by === 'a key' ? { 'x-api-key': secret } : { cookie: guest.cookie };
      const request = orderRequest();
      expect((await place(stack, headers, request)).status).toBe(201);
      // Ends the credential like another server, without a notification to this one.
      if (by === 'a key') await stack.db.owner`delete from auth.api_key where id = ${key.id}`;
      else await stack.db.owner`delete from auth.session`;

      // A repeated order, a new one, and several: nothing is read and nothing is placed with the credential.
      for (const again of [request, orderRequest()])
        expect(await place(stack, headers, again)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
      const many = await fetch(`${stack.url}/api/orders/many`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ orders: [request, orderRequest()] }),
      });
      expect(many.status).toBe(401);
      // After the first refusal it uses up nothing of the trader's limit.
      for (let i = 0; i < 12; i += 1) expect((await place(stack, headers)).status).toBe(401);
      expect(await orders(stack)).toBe(1);
      expect(await stack.db.audit()).toEqual([]);
    },
  );
});
