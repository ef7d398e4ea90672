import { expect, it } from 'vitest';
import { testServer } from './testing/testServer.ts';

/** A browser's cookies of one host: by name, for all ports. */
function jar() {
  const kept = new Map<string, string>();
  const header = () => [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    header,
    async send(url: string, init: { method: string; body?: string }) {
      const response = await fetch(url, { ...init, headers: { cookie: header(), 'content-type': 'application/json' } });
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (value === '' || /max-age=0/i.test(set)) kept.delete(name);
        else kept.set(name, value);
      }
      return response.json();
    },
  };
}

it('runs beside another engine on the same host: neither ends the session of the other', async () => {
  await using one = await testServer();
  await using two = await testServer({ env: { AUTH_SECRET: 'another auth secret for the tests, 0002' } });
  const browser = jar();
  const become = (url: string) => browser.send(`${url}/api/auth/sign-in/anonymous`, { method: 'POST', body: '{}' });
  const traders = [await become(one.url), await become(two.url)] as { traderId: string }[];
  const me = (url: string) => browser.send(`${url}/api/trpc/account.me`, { method: 'GET' });
  const data = ({ traderId }: { traderId: string } = { traderId: '' }) => ({ result: { data: { traderId } } });
  expect(await me(one.url)).toMatchObject(data(traders[0]));
  expect(await me(two.url)).toMatchObject(data(traders[1]));
  await browser.send(`${two.url}/api/auth/sign-out`, { method: 'POST', body: '{}' });
  expect(await me(two.url)).toMatchObject({ error: { data: { code: 'UNAUTHENTICATED' } } });
  expect(await me(one.url)).toMatchObject(data(traders[0]));
});

it('still accepts the cookie under its former name, and removes it at the next change', async () => {
  await using stack = await testServer();
  const guest = await stack.guest();
  const former = guest.cookie.replace(/^oee\.session\.[0-9a-f]{8}=/, 'oee.session=');
  expect(former).not.toBe(guest.cookie);
  const { traderId } = await guest.client.account.me.query();
  expect((await stack.clientOf(former).client.account.me.query()).traderId).toBe(traderId);
  const response = await fetch(`${stack.url}/api/auth/account/create`, {
    method: 'POST',
    headers: { cookie: former, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'former@example.com', password: 'correct horse battery' }),
  });
  expect(await response.json()).toEqual({ traderId });
  const set = response.headers.getSetCookie();
  expect(set).toContain('oee.session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
  const cookie = set.find((one) => one.startsWith('oee.session.'))?.split(';')[0] ?? '';
  expect((await stack.clientOf(cookie).client.account.me.query()).guest).toBe(false);
});
