import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { anonymous } from 'better-auth/plugins';
import { describe, expect, it } from 'vitest';
import { createSessionCookieReader, sessionCookieName } from './sessionCookie.ts';

const secret = 'a secret of at least thirty-two characters';
const name = 'oee.session';
const read = createSessionCookieReader({ name, secret });

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

describe('createSessionCookieReader', () => {
  it('reads the sessions that better-auth makes', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { cookie, token } = await madeSession();
      expect(token.length).toBeGreaterThan(16);
      expect(read(cookie)).toBe(token);
    }
  });

  it('finds the session among other cookies', async () => {
    const { cookie, token } = await madeSession();
    expect(read(`theme=dark; x; ${cookie}; oee.session2=1`)).toBe(token);
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

describe('sessionCookieName', () => {
  it('binds the cookie to the host where there is TLS', () => {
    expect(sessionCookieName({ publicUrl: 'https://desk.example' })).toBe('__Host-oee.session');
    expect(sessionCookieName({ publicUrl: 'http://localhost:3000' })).toBe('oee.session');
  });
});
