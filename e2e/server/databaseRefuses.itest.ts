import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startServices } from '../../scripts/stack.mjs';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { eventually, type Guest, type TestServer, testServer } from './testing/testServer.ts';

/** Maximum time for reactions that take a second or two on an idle machine, milliseconds. */
const SOON_MS = 60_000;

type Ready = { status: string; parts: { database: { ok: boolean; message: string } } };

async function ready(stack: TestServer): Promise<{ http: number; body: Ready }> {
  const answer = await fetch(`${stack.url}/readyz`);
  return { http: answer.status, body: (await answer.json()) as Ready };
}

/** Places over plain HTTP, so that the test sees status and headers. */
async function place(opts: { stack: TestServer; guest: Guest; request?: ReturnType<typeof orderRequest> }) {
  const answer = await fetch(`${opts.stack.url}/api/orders/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: opts.guest.cookie, origin: opts.stack.url },
    body: JSON.stringify(opts.request ?? orderRequest()),
  });
  return { http: answer.status, retryAfter: answer.headers.get('retry-after'), body: (await answer.json()) as unknown };
}

async function expectRefused(opts: { stack: TestServer; guest: Guest }): Promise<void> {
  expect(await place(opts)).toMatchObject({
    http: 503,
    retryAfter: '1',
    body: { error: { code: 'UNAVAILABLE', retryable: true, message: expect.stringContaining('same idempotency key') } },
  });
}

/** Every connection of the server to this database is closed and opened again, as after a restart of Postgres. */
const cutConnections = (stack: TestServer) =>
  stack.db.owner`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'server'`;

describe('a Postgres that is read-only', () => {
  it('is an outage that /readyz reports, and that ends with the cause, also for connections opened meanwhile', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const kept = await guest.client.orders.place.mutate(orderRequest());
    const [{ name } = { name: '' }] = await stack.db.owner<{ name: string }[]>`select current_database() as name`;

    await stack.db.owner.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    await cutConnections(stack);
    await eventually(async () => (await ready(stack)).body.parts.database.message.includes('read-only'), SOON_MS);
    expect((await ready(stack)).http).toBe(503);
    await expectRefused({ stack, guest });
    const refused = await fetch(`${stack.url}/api/auth/sign-in/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { data: { code: 'UNAVAILABLE', retryable: true } } });
    // Reads continue.
    expect((await guest.client.orders.get.query({ orderId: kept.orderId })).order.status).toBe('pending');

    await stack.db.owner.unsafe(`alter database ${name} reset default_transaction_read_only`);
    await eventually(async () => (await ready(stack)).http === 200, SOON_MS);
    await eventually(async () => (await place({ stack, guest })).http === 201, SOON_MS);
    // The connections of that time are closed: every one of many concurrent requests can write.
    await eventually(async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => place({ stack, guest, request: small() })));
      return answers.every(({ http }) => http === 201);
    }, SOON_MS);
    await confirmOrder({ execution: stack.execution, orderId: kept.orderId });
    expect(await stack.db.audit()).toEqual([]);
  });
});

const small = () => orderRequest({ amountIn: '1000' });

describe('a Postgres that can’t store an order', () => {
  it.each([
    ['53100', 'no space left'],
    ['53200', 'out of memory'],
    ['53400', 'can’t store'],
    ['58030', 'its files'],
    ['25006', 'read-only'],
  ])('answers 503 for SQLSTATE %s, says so on /readyz, and changes nothing', async (code, sentence) => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { owner } = stack.db;
    await owner.unsafe(`create function engine.broken() returns trigger language plpgsql as
      $$ begin raise exception 'the test breaks this' using errcode = '${code}'; end $$`);
    await owner`create trigger broken before insert on engine.orders for each statement execute function engine.broken()`;
    const request = orderRequest();
    await expectRefused({ stack, guest });
    const seen = await ready(stack);
    expect(seen).toMatchObject({ http: 503, body: { status: 'unready', parts: { database: { ok: false } } } });
    expect(seen.body.parts.database.message).toContain(sentence);
    expect(await owner`select from engine.orders`).toHaveLength(0);

    await owner`drop trigger broken on engine.orders`;
    expect((await place({ stack, guest, request })).http).toBe(201);
    expect((await ready(stack)).http).toBe(200);
    expect(await stack.db.audit()).toEqual([]);
  });
});

describe('a primary that has become a standby', () => {
  it('is not used: no stale read, 503 until it is the primary again, and no order is lost', async () => {
    const services = await startServices({ migrate: false, env: { REDIS_URL: process.env.REDIS_URL } });
    const { postgres } = services.processes;
    if (postgres === undefined) throw new Error('there is no embedded Postgres');
    vi.stubEnv('DATABASE_URL', services.databaseUrl);
    // The login of the test command belongs to its own Postgres.
    vi.stubEnv('TEST_SERVER_DATABASE_URL', undefined);
    try {
      await using stack = await testServer();
      const guest = await stack.guest();
      const kept = await guest.client.orders.place.mutate(orderRequest());
      const [row] = await stack.db.owner<{ data_directory: string }[]>`show data_directory`;
      const signal = join(row?.data_directory ?? '', 'standby.signal');

      writeFileSync(signal, '');
      postgres.kill('SIGINT');
      await eventually(async () => (await ready(stack)).body.parts.database.message.includes('standby'), SOON_MS);
      expect((await ready(stack)).http).toBe(503);
      await expectRefused({ stack, guest });
      await expect(guest.client.account.balances.query()).rejects.toMatchObject({ data: { code: 'UNAVAILABLE' } });

      rmSync(signal);
      postgres.kill('SIGINT');
      await eventually(async () => (await ready(stack)).http === 200, SOON_MS);
      await eventually(async () => (await place({ stack, guest })).http === 201, SOON_MS);
      expect((await guest.client.orders.get.query({ orderId: kept.orderId })).order.status).toBe('pending');
      expect(await stack.db.audit()).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await services.stop();
    }
  }, 300_000);
});
