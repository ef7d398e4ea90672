import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { anonymous } from 'better-auth/plugins';
import { describe, expect, it } from 'vitest';
import { createSessionCookies, sessionCookieNames } from './sessionCookie.ts';

const secret = 'a secret of at least thirty-two characters';
const publicUrl = 'http://localhost:3000';
const cookies = createSessionCookies({ publicUrl, secret });
const { own: name, former } = cookies.names;
const { read } = cookies;

/** The cookie and the token of a session that better-auth itself made. */
async function madeSession(key = secret): Promise<{ cookie: string; token: string }> {
  const auth = betterAuth({
    baseURL: 'http://localhost:3000',
    secret: key,
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    plugins: [anonymous()],
    advanced: { cookies: { session_token: { name } } },
    rateLimit: { enabled: false },
  });
  const request = new Request('http://localhost:3000/api/auth/sign-in/anonymous', { method: 'POST' });
  const response = await auth.handler(request);
  const { token } = (await response.json()) as { token: string };
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  return { cookie: cookie?.split(';')[0] ?? '', token };
}

describe('createSessionCookies', () => {
  it('reads the sessions that better-auth makes', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { cookie, token } = await madeSession();
      expect(token.length).toBeGreaterThan(16);
      expect(read(cookie)).toBe(token);
    }
  });

  it('finds the session among other cookies', async () => {
    const { cookie, token } = await madeSession();
    expect(read(`theme=dark; x; ${former}=another.engine; ${cookie}; ${name}2=1`)).toBe(token);
  });

  it('refuses a token that was changed, one signed with another secret, and no signature', async () => {
    const { cookie, token } = await madeSession();
    expect(read(cookie.replace(token, `${token.slice(0, -1)}?`))).toBeUndefined();
    expect(read((await madeSession('another secret of thirty-two characters')).cookie)).toBeUndefined();
    for (const bad of [`${name}=${token}`, `${name}=`, `${name}=.`, `${name}=%E0%A4%A`, '', '=', undefined]) {
      expect(read(bad)).toBeUndefined();
    }
  });
});

describe('the name of the cookie', () => {
  it('binds the cookie to the host where there is TLS', () => {
    expect(sessionCookieNames({ publicUrl: 'https://desk.example', secret }).own).toMatch(
      /^__Host-oee\.session\.[0-9a-f]{8}$/,
    );
    expect(name).toMatch(/^oee\.session\.[0-9a-f]{8}$/);
  });

  it('is different for engines on one host, also with another port, and reveals nothing of the secret', () => {
    const other = sessionCookieNames({ publicUrl, secret: `${secret}!` });
    expect(other.own).not.toBe(name);
    expect(sessionCookieNames({ publicUrl: 'http://localhost:3001', secret }).own).toBe(name);
  });

  it('was another one in earlier versions: that cookie is read too, set again under the new name, and removed', async () => {
    const { cookie, token } = await madeSession();
    const old = cookie.replace(name, former);
    expect(read(old)).toBe(token);
    expect(cookies.write(token)).toBe(cookie);
    expect(cookies.forgetFormer(old)).toEqual([`${former}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`]);
    const foreign = await madeSession('another secret of thirty-two characters');
    // Another engine's cookie: neither read nor changed.
    expect(read(foreign.cookie.replace(name, former))).toBeUndefined();
    expect(cookies.forgetFormer(foreign.cookie.replace(name, former))).toEqual([]);
    expect(read(`${old.replace(token, 'x')}; ${cookie}`)).toBe(token);
  });
});
