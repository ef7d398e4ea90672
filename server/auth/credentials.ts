import type { IncomingHttpHeaders } from 'node:http';

/** The credentials of a call; the procedure checks them. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'cookie'; readonly header: string }
  | { readonly kind: 'key'; readonly key: string };

const NONE: Credentials = { kind: 'none' };
const BEARER = /^bearer +(\S+) *$/i;

/** The API key in a request's headers, as `x-api-key` or `Authorization: Bearer`; undefined when there is none. */
function keyIn(headers: IncomingHttpHeaders): string | undefined {
  const named = headers['x-api-key'];
  if (named !== undefined) return String(named);
  return BEARER.exec(headers.authorization ?? '')?.[1];
}

/**
 * The credentials of a request. A client sends a key on purpose, but a browser sends cookies by itself: if there is a key, only the key counts,
 * even if it is invalid.
 */
export function credentialsOf(opts: { headers: IncomingHttpHeaders; connectionKey?: string | undefined }): Credentials {
  const key = keyIn(opts.headers) ?? opts.connectionKey;
  if (key !== undefined) return { kind: 'key', key };
  const { cookie } = opts.headers;
  return cookie === undefined ? NONE : { kind: 'cookie', header: cookie };
}

/** True when a request carries a credential that no page of another site can make a browser send. */
export function isByKey(headers: IncomingHttpHeaders): boolean {
  return keyIn(headers) !== undefined;
}
