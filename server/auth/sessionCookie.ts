import { createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the session's cookie. `__Host-` binds it to this host over TLS; browsers refuse that prefix without TLS. */
export function sessionCookieName(opts: { publicUrl: string }): string {
  return opts.publicUrl.startsWith('https:') ? '__Host-oee.session' : 'oee.session';
}

/** Base64 of an HMAC-SHA-256. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/** The first cookie of that name in a Cookie header, decoded; undefined when there is none or it is not decodable. */
function cookieValue(opts: { header: string; name: string }): string | undefined {
  for (const part of opts.header.split(';')) {
    const at = part.indexOf('=');
    if (at === -1 || part.slice(0, at).trim() !== opts.name) continue;
    const raw = part.slice(at + 1).trim();
    const value = raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
    try {
      return decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/**
 * Reads session tokens from Cookie headers the way better-auth writes them: `encodeURIComponent(token + '.' + base64(HMAC-SHA-256(secret, token)))`.
 * Costs microseconds where better-auth's getSession takes milliseconds. Says only that we signed the token; whether the session lives, the
 * database says.
 */
export function createSessionCookieReader(opts: {
  name: string;
  secret: string;
}): (header: string | undefined) => string | undefined {
  return (header) => {
    if (header === undefined) return undefined;
    const value = cookieValue({ header, name: opts.name });
    if (value === undefined) return undefined;
    const dot = value.lastIndexOf('.');
    const token = value.slice(0, dot);
    const signature = value.slice(dot + 1);
    if (dot < 1 || !SIGNATURE.test(signature)) return undefined;
    const expected = createHmac('sha256', opts.secret).update(token).digest();
    return timingSafeEqual(expected, Buffer.from(signature, 'base64')) ? token : undefined;
  };
}
