import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { isOutage } from '../../drizzle/database.ts';
import type { Logger } from '../../runtime/logger.ts';
import { type Auth, isOpenEndpoint } from '../auth/auth.ts';
import { answerError } from './answerError.ts';
import { comesFromUs } from './originGuard.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

export const AUTH_PREFIX = '/api/auth/';

function webHeaders(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

/** better-auth's endpoints behind our own guards. Its failures leave in the form of all our errors. */
export function createAuthHandler(opts: { auth: Auth; publicUrl: string; trusted: TrustedOrigins; logger: Logger }) {
  const { auth, publicUrl, trusted, logger } = opts;

  async function answer(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    if (!isOpenEndpoint({ path, method: req.method })) {
      throw new EngineError({ code: 'INVALID_REQUEST', text: 'There is no such endpoint. Nothing was changed.' });
    }
    if (!comesFromUs({ headers: req.headers, trusted })) throw new EngineError({ code: 'FORBIDDEN' });
    const body = req.method === 'POST' ? await readBody(req) : '';
    const request = new Request(new URL(req.url ?? path, publicUrl), {
      method: req.method ?? 'GET',
      headers: webHeaders(req),
      ...(body === '' ? {} : { body }),
    });
    const response = await auth.handler(request);
    const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers);
    res.writeHead(response.status, {
      ...headers,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'set-cookie': response.headers.getSetCookie(),
    });
    res.end(Buffer.from(await response.arrayBuffer()));
  }

  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    try {
      await answer(req, res, path);
    } catch (error) {
      req.resume();
      const known = isOutage(error) ? new EngineError({ code: 'UNAVAILABLE', cause: error }) : error;
      const status = known instanceof BodyTooLarge ? 413 : undefined;
      answerError({ res, error: known, logger, ...(status === undefined ? {} : { status }) });
    }
  };
}
