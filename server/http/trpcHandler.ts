import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NodeHTTPRequest } from '@trpc/server/adapters/node-http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Engine } from '../engine.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { logTrpcError } from '../trpc/logTrpcError.ts';
import { answerError } from './answerError.ts';
import { comesFromUs } from './originGuard.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

/** Calls that one HTTP request may carry. */
export const MAX_BATCH = 10;

export const TRPC_PREFIX = '/api/trpc/';

const isJson = (contentType: string | undefined) => /^application\/json\s*(;|$)/i.test(contentType ?? '');

/** Refuses what no client of ours sends: a page of another site, a form, another method. Throws EngineError. */
function guard(opts: { req: IncomingMessage; trusted: TrustedOrigins }): void {
  const { req, trusted } = opts;
  if (!comesFromUs({ headers: req.headers, trusted })) throw new EngineError({ code: 'FORBIDDEN' });
  if (req.method === 'POST' && !isJson(req.headers['content-type'])) {
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: 'Requests are sent as application/json. Nothing was changed.',
    });
  }
}

/** tRPC over HTTP, by tRPC's own handler. The body is read here, which bounds it and spares a stream per request. */
export function createTrpcHandler(opts: { engine: Engine; trusted: TrustedOrigins; logger: Logger }) {
  const { engine, trusted, logger } = opts;
  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    const request: NodeHTTPRequest = req;
    try {
      guard({ req, trusted });
      if (req.method === 'POST') request.body = await readBody(req);
    } catch (error) {
      req.resume();
      const status = error instanceof BodyTooLarge ? 413 : undefined;
      answerError({ res, error, logger, ...(status === undefined ? {} : { status }) });
      return;
    }
    res.setHeader('cache-control', 'no-store');
    res.setHeader('x-content-type-options', 'nosniff');
    await nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res,
      path: path.slice(TRPC_PREFIX.length),
      maxBatchSize: MAX_BATCH,
      createContext: () => ({ engine, cookie: req.headers.cookie, line: undefined }),
      onError: ({ error, path: procedure }) => logTrpcError({ error, procedure, logger }),
    });
  };
}
