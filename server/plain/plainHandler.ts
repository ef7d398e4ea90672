import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Engine } from '../engine.ts';
import { answerError } from '../http/answerError.ts';
import { answerJson, answerText } from '../http/answerJson.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import { BodyTooLarge } from '../http/readBody.ts';
import { guard } from '../http/requestGuard.ts';
import type { TrustedOrigins } from '../http/trustedOrigins.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { createCallContext } from '../trpc/context.ts';
import { docsPage } from './docsPage.ts';
import { openApiDocument } from './openApiDocument.ts';
import type { createOrderStream } from './orderStream.ts';
import {
  isPlainApiPath,
  type PlainAnswer,
  type PlainRoute,
  paramsOf,
  plainRouteOf,
  STREAM_PATH,
} from './plainRoutes.ts';

const OPENAPI_PATH = '/api/openapi.json';
const DOCS_PATH = '/api/docs';

/** True when the plain interface answers at this path. */
export function isPlainPath(path: string): boolean {
  return path === OPENAPI_PATH || path === DOCS_PATH || isPlainApiPath(path);
}

/** Thrown when a path does not know the request's method. */
class MethodNotAllowed extends EngineError {
  constructor(readonly allowed: string) {
    super({
      code: 'INVALID_REQUEST',
      text: `This method is not known here; the ones that are: ${allowed}. Nothing was changed.`,
    });
  }
}

/** Thrown for an unknown path. */
class NoSuchEndpoint extends EngineError {
  constructor() {
    super({
      code: 'INVALID_REQUEST',
      text: 'There is no such endpoint; /api/docs lists those that are. Nothing was changed.',
    });
  }
}

/** The method's part of a route; HEAD is answered like GET, and Node omits the body. Throws MethodNotAllowed. */
function methodOf(route: PlainRoute, method: string | undefined) {
  const found = method === 'HEAD' ? route.GET : method === 'GET' || method === 'POST' ? route[method] : undefined;
  if (found !== undefined) return found;
  const allowed = Object.keys(route).flatMap((known) => (known === 'GET' ? ['GET', 'HEAD'] : [known]));
  throw new MethodNotAllowed(allowed.join(', '));
}

function statusOf(error: unknown): { status?: number } {
  if (error instanceof MethodNotAllowed) return { status: 405 };
  if (error instanceof NoSuchEndpoint) return { status: 404 };
  return error instanceof BodyTooLarge ? { status: 413 } : {};
}

/**
 * The interface for other languages than TypeScript: JSON over HTTP. Each path calls the corresponding tRPC procedure, so inputs, owners, scopes
 * and limits are checked in one place.
 */
export function createPlainHandler(opts: {
  engine: Engine;
  trusted: TrustedOrigins;
  addressOf: AddressOf;
  logger: Logger;
  publicUrl: string;
  /** Name of the session's cookie. */
  sessionCookie: string;
  stream: Pick<ReturnType<typeof createOrderStream>, 'answer'>;
}) {
  const { engine, trusted, addressOf, logger, publicUrl, sessionCookie, stream } = opts;
  const document = openApiDocument({ version: engine.version, publicUrl, sessionCookie });
  const page = docsPage(document);
  // Both are the same for all callers, so they are made once.
  const documentText = JSON.stringify(document);
  const described: PlainRoute = { GET: async () => ({ status: 200, body: document }) };

  async function answerOf(req: IncomingMessage, path: string): Promise<PlainAnswer> {
    const found = plainRouteOf(path);
    if (found === undefined) throw new NoSuchEndpoint();
    const answer = methodOf(found.route, req.method);
    guard({ req, trusted });
    const params = paramsOf(req.url ?? path);
    const caller = appRouter.createCaller(createCallContext({ engine, req, addressOf }));
    return answer({ caller, req, params, orderId: found.orderId });
  }

  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    try {
      if (path === DOCS_PATH) {
        methodOf(described, req.method);
        res.writeHead(200, page.headers).end(page.html);
        return;
      }
      if (path === OPENAPI_PATH) {
        methodOf(described, req.method);
        guard({ req, trusted });
        answerText({ res, status: 200, text: documentText });
        return;
      }
      if (path === STREAM_PATH) {
        methodOf(described, req.method);
        guard({ req, trusted });
        return await stream.answer({ req, res });
      }
      const { status, body, headers } = await answerOf(req, path);
      answerJson({ res, status, body, ...(headers === undefined ? {} : { headers }) });
    } catch (error) {
      req.resume();
      if (error instanceof MethodNotAllowed) res.setHeader('allow', error.allowed);
      answerError({ res, error, ...statusOf(error), logger, form: 'plain' });
    }
  };
}
