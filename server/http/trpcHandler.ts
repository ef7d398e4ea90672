import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TRPCError } from '@trpc/server';
import type { NodeHTTPRequest } from '@trpc/server/adapters/node-http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Engine } from '../engine.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { createCallContext } from '../trpc/context.ts';
import { engineErrorOf } from '../trpc/errorShape.ts';
import { logTrpcError } from '../trpc/logTrpcError.ts';
import { answerError } from './answerError.ts';
import type { AddressOf } from './clientAddress.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import { guard } from './requestGuard.ts';
import type { StreamLines } from './streamLines.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

/** Calls that one HTTP request may carry. */
const MAX_BATCH = 10;

export const TRPC_PREFIX = '/api/trpc/';

/** The procedures that a path names. Throws EngineError for invalid percent-encoding, which tRPC would report as an internal error. */
function proceduresOf(path: string): string {
  const named = path.slice(TRPC_PREFIX.length);
  try {
    decodeURIComponent(named);
  } catch (error) {
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: 'The address is not valid. Nothing was changed.',
      cause: error,
    });
  }
  return named;
}

/** The time to wait after calls were refused by a limit. */
function retryAfter(errors: readonly TRPCError[]): { headers?: Record<string, string> } {
  const seconds = errors.flatMap((error) => engineErrorOf(error).retryAfterSeconds ?? []);
  return seconds.length === 0 ? {} : { headers: { 'retry-after': String(Math.max(...seconds)) } };
}

/** tRPC over HTTP, by tRPC's own handler. The body is read here, which limits its size and saves a stream per request. */
export function createTrpcHandler(opts: {
  engine: Engine;
  trusted: TrustedOrigins;
  addressOf: AddressOf;
  streams: StreamLines;
  logger: Logger;
}) {
  const { engine, trusted, addressOf, streams, logger } = opts;
  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    const request: NodeHTTPRequest = req;
    let procedures: string;
    try {
      guard({ req, trusted });
      procedures = proceduresOf(path);
      if (req.method === 'POST') request.body = await readBody(req);
    } catch (error) {
      req.resume();
      const status = error instanceof BodyTooLarge ? 413 : undefined;
      answerError({ res, error, logger, ...(status === undefined ? {} : { status }) });
      return;
    }
    res.setHeader('cache-control', 'no-store');
    await nodeHTTPRequestHandler({
      router: appRouter,
      req: request,
      res,
      path: procedures,
      maxBatchSize: MAX_BATCH,
      responseMeta: ({ errors }) => retryAfter(errors),
      createContext: () => createCallContext({ engine, req, addressOf, line: streams.of({ req, res }) }),
      onError: ({ error, path: procedure }) => logTrpcError({ error, procedure, logger }),
    });
  };
}
