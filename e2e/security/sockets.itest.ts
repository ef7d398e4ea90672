import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../server/testing/testServer.ts';
import { ask } from './testing/ask.ts';
import { openLine } from './testing/line.ts';
import { EVIL, EXECUTE } from './testing/requests.ts';
import { type Scene, setScene } from './testing/scene.ts';

/* WebSockets of an attacker, and how each is refused or closed. */

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.stack[Symbol.asyncDispose]());

it.each(['/api/ws', `${EXECUTE}?orderId=x`])('%s opened by a foreign page', async (path) => {
  expect(await openLine(scene.url, { path, headers: scene.asVictim(EVIL) }).ended).toBe(403);
});

it('a cookie after the logout', async () => {
  const line = openLine(scene.url, { headers: { cookie: scene.loggedOut } });
  await line.opened;
  line.send({ id: 1, method: 'query', params: { path: 'account.me' } });
  expect(await line.answer(1)).toMatchObject({ error: { data: { code: 'UNAUTHENTICATED' } } });
  expect(await line.ended).toBe(4401);
});

it('a session that is logged out while its socket is open', async () => {
  const { cookie } = await scene.stack.guest();
  const line = openLine(scene.url, { headers: { cookie } });
  await line.opened;
  line.send({ id: 1, method: 'query', params: { path: 'account.me' } });
  await line.answer(1);
  await ask(scene.url, { path: '/api/auth/sign-out', headers: { cookie }, body: {} });
  expect(await line.ended).toBe(4401);
});

it('a revoked key, in the header and in the parameters', async () => {
  const byHeader = openLine(scene.url, { headers: { 'x-api-key': scene.revokedKey } });
  const byParams = openLine(scene.url, { path: '/api/ws?connectionParams=1' });
  await byParams.opened;
  byParams.send({ method: 'connectionParams', data: { apiKey: scene.revokedKey } });
  expect(await Promise.all([byHeader.ended, byParams.ended])).toEqual([4401, 4401]);
});

it('one that never authenticates, and one that never sends its parameters', async () => {
  const lines = [
    openLine(scene.url),
    openLine(scene.url, { path: '/api/ws?connectionParams=1', headers: scene.asVictim() }),
  ];
  expect(await Promise.all(lines.map((line) => line.ended))).toEqual([4401, 4401]);
});

it('another’s order followed by the plain interface', async () => {
  expect(
    await openLine(scene.url, { path: `${EXECUTE}?orderId=${scene.victim.orderId}`, headers: scene.asMallory() }).ended,
  ).toBe(4404);
});

it('a message of 70 kB', async () => {
  const line = openLine(scene.url, { headers: scene.asMallory() });
  await line.opened;
  line.send('x'.repeat(70_000));
  expect(await line.ended).toBe(1009);
});

it.each([
  ['what is not JSON', 'x'],
  [
    'a hundred and one calls',
    JSON.stringify(Array.from({ length: 101 }, (_, id) => ({ id, method: 'query', params: { path: 'account.me' } }))),
  ],
  ['a call without an id', JSON.stringify({ id: null, method: 'query', params: { path: 'account.me' } })],
  ['a call without parameters', JSON.stringify({ id: 1, method: 'query' })],
  ['__proto__ for a path', JSON.stringify({ id: 1, method: 'query', params: { path: '__proto__' } })],
  [
    'an order as a subscription',
    JSON.stringify({ id: 1, method: 'subscription', params: { path: 'orders.place', input: {} } }),
  ],
  ['a number', '1'],
])('%s in a message', async (_name, message) => {
  const line = openLine(scene.url, { headers: scene.asMallory() });
  await line.opened;
  line.send(message);
  await eventually(() => line.heard.length > 0);
  expect(line.heard[0]).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
  line.ws.terminate();
});

it('bytes in place of text', async () => {
  const line = openLine(scene.url, { headers: scene.asMallory() });
  await line.opened;
  line.ws.send(Buffer.from([0, 255, 0]));
  await eventually(() => line.heard.length > 0);
  expect(line.heard[0]).toMatchObject({ error: { data: { code: 'INVALID_REQUEST' } } });
  line.ws.terminate();
});

it('one that sends requests and never reads: it is closed, and memory does not grow', async () => {
  const before = process.memoryUsage().rss;
  const line = openLine(scene.url, { headers: scene.asMallory() });
  await line.opened;
  const open = scene.stack.server.socketCount();
  line.ws.pause();
  const calls = JSON.stringify(
    Array.from({ length: 10 }, (_, id) => ({ id, method: 'query', params: { path: 'market.tokens' } })),
  );
  for (let i = 0; i < 5_000; i += 1) line.ws.send(calls);
  await eventually(() => scene.stack.server.socketCount() < open);
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200);
  line.ws.terminate();
});
