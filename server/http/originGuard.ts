import type { IncomingHttpHeaders } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

/**
 * Why a request may not use the cookie that came with it; undefined when it may. A browser names the page that sends (`Origin`) and its relation to
 * us (`Sec-Fetch-Site`); neither can be set by a page. A request with neither comes from a program, whose cookie nobody else can make it send.
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

/** Origins that are logged in the life of a process: a foreign page may make up as many as it likes. */
const MOST_LOGGED = 20;

/** What an origin looks like; the rest, `null` of a sandboxed frame among it, is no address that an operator could set. */
const ORIGIN = /^https?:\/\/[\x21-\x7e]{1,255}$/;

/** Logs each origin that is refused, once, with the setting that would let it in: most often it is the operator's own, behind a proxy. */
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
