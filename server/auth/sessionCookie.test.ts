import { serializeSignedCookie } from 'better-call';
import { describe, expect, it } from 'vitest';
import { createSessionCookieReader, sessionCookieName } from './sessionCookie.ts';

const secret = 'a secret of at least thirty-two characters';
const name = 'oee.session';
const read = createSessionCookieReader({ name, secret });

/** `name=value` as better-auth's own HTTP layer writes it. */
async function written(token: string, key = secret): Promise<string> {
  return (await serializeSignedCookie(name, token, key)).split(';')[0] ?? '';
}

describe('createSessionCookieReader', () => {
  it('reads what better-auth writes, whatever the token', async () => {
    for (const token of ['abcDEF123', 'with.dots.in.it', 'ünïcode', 'a'.repeat(32)]) {
      expect(read(await written(token))).toBe(token);
    }
  });

  it('finds the session among other cookies', async () => {
    expect(read(`theme=dark; x; ${await written('token')}; oee.session2=1`)).toBe('token');
  });

  it('refuses a token that was changed, one signed with another secret, and no signature', async () => {
    const good = await written('token');
    expect(read(good.replace('token', 'tokem'))).toBeUndefined();
    expect(read(await written('token', 'another secret of thirty-two characters'))).toBeUndefined();
    expect(read(`${name}=token`)).toBeUndefined();
    expect(read(`${name}=`)).toBeUndefined();
    expect(read(`${name}=%E0%A4%A`)).toBeUndefined();
    expect(read(undefined)).toBeUndefined();
  });
});

describe('sessionCookieName', () => {
  it('binds the cookie to the host where there is TLS', () => {
    expect(sessionCookieName({ publicUrl: 'https://desk.example' })).toBe('__Host-oee.session');
    expect(sessionCookieName({ publicUrl: 'http://localhost:3000' })).toBe('oee.session');
  });
});
