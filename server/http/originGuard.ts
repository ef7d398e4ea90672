import type { IncomingHttpHeaders } from 'node:http';
import type { TrustedOrigins } from './trustedOrigins.ts';

/**
 * True when a request may use the cookie that came with it. A browser names the page that sends (`Origin`) and its relation to us
 * (`Sec-Fetch-Site`); neither can be set by a page. A request with neither comes from a program, whose cookie nobody else can make it send.
 */
export function comesFromUs(opts: { headers: IncomingHttpHeaders; trusted: TrustedOrigins }): boolean {
  const { origin } = opts.headers;
  if (origin !== undefined) return opts.trusted.has(origin);
  const site = opts.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
