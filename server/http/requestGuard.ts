import type { IncomingMessage } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { isByKey } from '../auth/credentials.ts';
import { foreignTo } from './originGuard.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

const isJson = (contentType: string | undefined) => /^application\/json\s*(;|$)/i.test(contentType ?? '');

/**
 * Refuses requests that no client of ours sends: a request from a page of another site (unless it has an API key, which a browser never adds by
 * itself), and a change that is not JSON, as a foreign form could send it. `keys` is false where API keys do not count. Throws EngineError
 * ORIGIN_NOT_ALLOWED, FORBIDDEN, INVALID_REQUEST.
 */
export function guard(opts: { req: IncomingMessage; trusted: TrustedOrigins; keys?: boolean }): void {
  const { req, trusted, keys = true } = opts;
  const foreign = keys && isByKey(req.headers) ? undefined : foreignTo({ headers: req.headers, trusted });
  if (foreign !== undefined) {
    trusted.onForeign(req.headers.origin);
    throw foreign;
  }
  if (req.method !== 'GET' && req.method !== 'HEAD' && !isJson(req.headers['content-type'])) {
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: 'Requests are sent as application/json. Nothing was changed.',
    });
  }
}
