import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../server/testing/testServer.ts';
import { byCredentials } from './probes/byCredentials.ts';
import { byForms } from './probes/byForms.ts';
import { byInput } from './probes/byInput.ts';
import { byMethods } from './probes/byMethods.ts';
import { bySize } from './probes/bySize.ts';
import { fromElsewhere } from './probes/fromElsewhere.ts';
import { ofOthers } from './probes/ofOthers.ts';
import { ask } from './testing/ask.ts';
import { openLine } from './testing/line.ts';
import { lookOver } from './testing/probe.ts';
import { orders, place, rpc } from './testing/requests.ts';
import { type Scene, setScene } from './testing/scene.ts';

/*
 * Requests as an attacker sends them, each with its expected answer. docs/security.md lists them by their names. Each answer is also checked for
 * headers and for data that belongs to others, and the tables for changes.
 */

const GROUPS = [
  ['from elsewhere', fromElsewhere],
  ['by forms', byForms],
  ['by methods', byMethods],
  ['of others', ofOthers],
  ['by credentials', byCredentials],
  ['by input', byInput],
  ['by size', bySize],
] as const;

const UNKNOWN_ID = '0190a0a0-0000-7000-8000-000000000000';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.stack[Symbol.asyncDispose]());

const orderCount = async () => Number((await scene.stack.db.owner`select count(*) from engine.orders`)[0]?.count);

it('docs/security.md lists them', () => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const missing = GROUPS.flatMap(([, probes]) => probes.map(({ name }) => name)).filter((name) => !page.includes(name));
  expect(missing).toEqual([]);
});

describe.each(GROUPS)('%s', (_group, probes) => {
  it.each(probes.map((probe) => [probe.name, probe] as const))('%s', async (_name, probe) => {
    const before = await orderCount();
    const told = await ask(scene.url, probe.ask(scene));
    expect({ status: told.status, code: told.code }).toEqual({ status: probe.status, code: probe.code });
    lookOver(told);
    expect(await orderCount()).toBe(before);
  });
});

describe('information in answers', () => {
  it('another’s order gets the same answer as an unknown one', async () => {
    const answers = await Promise.all(
      [scene.victim.orderId, UNKNOWN_ID].map((orderId) =>
        ask(scene.url, { path: rpc('orders.get', { orderId }), headers: scene.asMallory() }),
      ),
    );
    const [theirs, nobodys] = answers.map(({ text }) => text.replace(/"requestId":"[^"]*"/, ''));
    expect(theirs).toBe(nobodys);
  });

  it('lists, CSV and streams contain nothing of other traders', async () => {
    const list = await ask(scene.url, {
      path: rpc('orders.list', { search: scene.victim.orderId }),
      headers: scene.asMallory(),
    });
    const csv = await ask(scene.url, { path: '/api/orders.csv', headers: scene.asMallory() });
    expect(list.status).toBe(200);
    expect(list.text + csv.text).not.toContain(scene.victim.orderId);
    const line = openLine(scene.url, { headers: scene.asMallory() });
    await line.opened;
    line.send({ id: 1, method: 'subscription', params: { path: 'orders.onUpdate', lastEventId: '0' } });
    line.send({
      id: 2,
      method: 'subscription',
      params: { path: 'orders.onStatus', input: { orderId: scene.victim.orderId } },
    });
    await eventually(() => line.heard.some((message) => message.error?.data.code === 'ORDER_NOT_FOUND'));
    line.ws.close();
    await line.ended;
    expect(JSON.stringify(line.heard)).not.toContain(scene.victim.orderId);
  });

  it('idempotency keys of different traders are independent', async () => {
    const told = await ask(scene.url, orders(scene.asMallory(), place({ idempotencyKey: 'the-victims-key' })));
    expect(told.status).toBe(200);
    expect(told.text).not.toContain(scene.victim.orderId);
  });

  it('no answer contains a session’s token, and no page can read its cookie', async () => {
    const told = await ask(scene.url, { path: '/api/auth/sign-in/anonymous', body: {} });
    const cookie = String(told.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const token = decodeURIComponent(cookie.split('=')[1]?.split(';')[0] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(16);
    expect(told.text).not.toContain(token);
    const session = await ask(scene.url, { path: '/api/auth/get-session', headers: { cookie } });
    expect(session.text).not.toContain(token);
  });

  it('no prototype was polluted', () => expect({}).not.toHaveProperty('polluted'));
});
