import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { orderQuery } from '../core/order/orderQuery.ts';
import { createAccountStore } from './accountStore.ts';
import { connectDatabase } from './database.ts';
import { migrateDatabase } from './migrate.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { building, confirmed, sampleAcceptance, submitted } from './testing/sampleOrder.ts';

/** Settings of the given database: each changes how a statement is read or answered. */
const HOSTILE = [
  `datestyle = 'German, DMY'`,
  `intervalstyle = 'iso_8601'`,
  `timezone = 'Asia/Kathmandu'`,
  `bytea_output = 'escape'`,
  `extra_float_digits = -15`,
  `standard_conforming_strings = off`,
  `array_nulls = off`,
  `transform_null_equals = on`,
  `search_path = elsewhere`,
  `default_transaction_isolation = 'serializable'`,
  `default_transaction_deferrable = on`,
  `synchronous_commit = off`,
  `row_security = off`,
  `check_function_bodies = off`,
  `statement_timeout = '1ms'`,
  `lock_timeout = '1ms'`,
  `idle_in_transaction_session_timeout = '1ms'`,
  `idle_session_timeout = '1ms'`,
  `lc_messages = 'C'`,
  `client_encoding = 'LATIN1'`,
];

/** Databases sort and change case by a language; in Turkish the lower case of I is another letter. */
const TURKISH = `template template0 encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C'`;

async function givenDatabase() {
  const base = process.env.DATABASE_URL ?? '';
  const name = `given_${randomBytes(6).toString('hex')}`;
  const admin = postgres(base, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} ${TURKISH}`);
  for (const setting of HOSTILE) await admin.unsafe(`alter database ${name} set ${setting}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 2 });
    },
  };
}

it('works the same with any settings and language of the given database', async () => {
  await using given = await givenDatabase();
  await migrateDatabase(given.url);
  const database = connectDatabase({ url: given.url, applicationName: 'test', max: 4 });
  const traderId = 'trader-ı-İ-→';
  const signature = 'SIGNIXabcd';
  try {
    await createAccountStore({ database }).openTrader({ traderId, wallet: 'wallet' });
    const intake = createOrderIntake({ database });
    const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
    const history = createOrderHistory({ database });
    const item = sampleAcceptance({ traderId });
    const accepted = await intake.accept(item);
    if (accepted.verdict !== 'accepted') throw new Error(`it was ${accepted.verdict}`);
    expect(Math.abs(accepted.acceptedAt.getTime() - Date.now())).toBeLessThan(60_000);
    const claim = await execution.claim(item.orderId);
    if (claim.verdict !== 'claimed') throw new Error(`it was ${claim.verdict}`);
    expect(claim.order.validUntil.getTime() - accepted.acceptedAt.getTime()).toBe(60_000);
    const { orderId, epoch } = claim.order;
    for (const step of [building, submitted(signature), confirmed(signature)])
      expect(await execution.transition({ orderId, epoch, step })).toBe('ok');

    const story = await history.get({ traderId, orderId });
    expect(story.order.acceptedAt).toBe(accepted.acceptedAt.toISOString());
    expect(story.order.steps.map(({ status }) => status)).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
    expect(story.order.steps[0]?.at).toBe(story.order.acceptedAt);
    expect(story.submissions[0]?.transaction).toBe('AQID');
    for (const sort of ['accepted', 'duration', 'slippage', 'pair', 'status']) {
      const query = orderQuery.parse({ sort, search: 'SIGNIX', from: '2026-01-01T00:00:00Z' });
      const { orders, total } = await history.list({ traderId, query, limit: 5 });
      expect({ sort, ids: orders.map((order) => order.orderId), total }).toEqual({ sort, ids: [orderId], total: 1 });
    }
    const settings = await database.sql<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name in ('synchronous_commit', 'default_transaction_isolation')`;
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      synchronous_commit: 'on',
      default_transaction_isolation: 'read committed',
    });
    expect(await database.sql`select * from engine.audit`).toHaveLength(0);
  } finally {
    await database.close();
  }
});
