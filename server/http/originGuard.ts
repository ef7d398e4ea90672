import type { IncomingHttpHeaders } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

/**
 * Why a request may not use its cookie; undefined when it may. A browser names the sending page (`Origin`) and its relation to us
 * (`Sec-Fetch-Site`); a page can set neither. A request with neither comes from a program, which other sites can't make send a cookie.
 */
export function foreignTo(opts: { headers: IncomingHttpHeaders; trusted: TrustedOrigins }): EngineError | undefined {
  const { origin } = opts.headers;
  if (origin !== undefined) {
    return opts.trusted.has(origin) ? undefined : new EngineError({ code: 'ORIGIN_NOT_ALLOWED', detail: origin });
  }
  const site = opts.headers['sec-fetch-site'];
  const ours = site === undefined || site === 'same-origin' || site === 'none';
  return ours ? undefined : new EngineError({ code: 'FORBIDDEN' });
}

/** Maximum number of logged origins per process, since a foreign page may invent any number of them. */
const MOST_LOGGED = 20;

/** The form of an origin; other values, such as `null` of a sandboxed frame, are not addresses that an operator could set. */
const ORIGIN = /^https?:\/\/[\x21-\x7e]{1,255}$/;

/** Logs each refused origin once, with the setting that would allow it: most often it is the operator's own, behind a proxy. */
export function createForeignOriginLog(opts: {
  warn(facts: object, sentence: string): void;
  publicUrl: string;
}): (origin: string | undefined) => void {
  const logged = new Set<string>();
  return (origin) => {
    if (origin === undefined || !ORIGIN.test(origin) || logged.has(origin) || logged.size >= MOST_LOGGED) return;
    logged.add(origin);
    opts.warn(
      { origin, publicUrl: opts.publicUrl },
      `pages of ${origin} are refused, since the engine knows itself as ${opts.publicUrl}; if that address is yours, set PUBLIC_URL=${origin}`,
    );
  };
}
