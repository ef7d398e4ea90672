import type { IncomingHttpHeaders } from 'node:http';

/** By what a call says who it is; looked at inside the procedure. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'cookie'; readonly header: string }
  | { readonly kind: 'key'; readonly key: string };

const NONE: Credentials = { kind: 'none' };
const BEARER = /^bearer +(\S+) *$/i;

/** The API key that came with a request's headers, as `x-api-key` or `Authorization: Bearer`; undefined when none did. */
function keyIn(headers: IncomingHttpHeaders): string | undefined {
  const named = headers['x-api-key'];
  if (named !== undefined) return String(named);
  return BEARER.exec(headers.authorization ?? '')?.[1];
}

/**
 * The credentials of a request. A key is sent on purpose, a cookie by itself: where a key is given it alone counts, also when it turns out
 * to be none of ours.
 */
export function credentialsOf(opts: { headers: IncomingHttpHeaders; connectionKey?: string | undefined }): Credentials {
  const key = keyIn(opts.headers) ?? opts.connectionKey;
  if (key !== undefined) return { kind: 'key', key };
  const { cookie } = opts.headers;
  return cookie === undefined ? NONE : { kind: 'cookie', header: cookie };
}

/** True when a request names itself by something that no page of another site can make a browser send. */
export function isByKey(headers: IncomingHttpHeaders): boolean {
  return keyIn(headers) !== undefined;
}
