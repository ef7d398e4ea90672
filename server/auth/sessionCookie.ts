import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The names of the session's cookie. */
export type SessionCookieNames = {
  /** The name that the server sets. */
  readonly own: string;
  /** The name of earlier versions, without the installation's tag; still read, so that nobody is signed out. */
  readonly former: string;
};

/**
 * Cookies do not depend on the port, so two engines on one host name would overwrite each other's. Therefore the name ends in a tag of the secret
 * that signs them, which differs between installations. `__Host-` binds the cookie to this host over TLS; browsers refuse that prefix without
 * TLS.
 */
export function sessionCookieNames(opts: { publicUrl: string; secret: string }): SessionCookieNames {
  const former = opts.publicUrl.startsWith('https:') ? '__Host-oee.session' : 'oee.session';
  const tag = createHash('sha256').update(`session cookie ${opts.secret}`).digest('hex').slice(0, 8);
  return { own: `${former}.${tag}`, former };
}

export type SessionCookies = {
  readonly names: SessionCookieNames;
  /** The session's token in a Cookie header, if we signed it. Only the database knows whether the session is still valid. */
  read(header: string | undefined): string | undefined;
  /** The Cookie header's part for a token that `read` found, under the current name. */
  write(token: string): string;
  /** The Set-Cookie headers that clear our former cookie; empty when the request has none. */
  forgetFormer(header: string | undefined): string[];
};

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
 * Costs microseconds where better-auth's getSession takes milliseconds.
 */
export function createSessionCookies(opts: { publicUrl: string; secret: string }): SessionCookies {
  const names = sessionCookieNames(opts);
  const secure = names.former.startsWith('__Host-') ? '; Secure' : '';
  const sign = (token: string) => createHmac('sha256', opts.secret).update(token).digest();

  function readNamed(header: string | undefined, name: string): string | undefined {
    const value = header === undefined ? undefined : cookieValue({ header, name });
    if (value === undefined) return undefined;
    const dot = value.lastIndexOf('.');
    const token = value.slice(0, dot);
    const signature = value.slice(dot + 1);
    if (dot < 1 || !SIGNATURE.test(signature)) return undefined;
    return timingSafeEqual(sign(token), Buffer.from(signature, 'base64')) ? token : undefined;
  }

  return {
    names,
    read: (header) => readNamed(header, names.own) ?? readNamed(header, names.former),
    write: (token) => `${names.own}=${encodeURIComponent(`${token}.${sign(token).toString('base64')}`)}`,
    forgetFormer: (header) =>
      readNamed(header, names.former) === undefined
        ? []
        : [`${names.former}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`],
  };
}
