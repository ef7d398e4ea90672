import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { Logger } from '../../runtime/logger.ts';
import { isByKey } from '../auth/credentials.ts';
import type { Readiness } from '../health.ts';
import type { Limits, RequestKind } from '../limits/limits.ts';
import { isPlainPath } from '../plain/plainHandler.ts';
import { answerError } from './answerError.ts';
import { answerJson } from './answerJson.ts';
import { AUTH_PREFIX } from './authHandler.ts';
import type { AddressOf } from './clientAddress.ts';
import { ORDERS_CSV_PATH } from './ordersCsvHandler.ts';
import { foreignTo } from './originGuard.ts';
import type { SecurityHeaders } from './securityHeaders.ts';
import { TRPC_PREFIX } from './trpcHandler.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

export type PathHandler = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void>;

/**
 * The path of a request with its parameters. Proxies may send the whole address (RFC 9112, 3.2.2), whose host is ignored. Undefined for an
 * invalid path.
 */
function originForm(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  const rest = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return rest === undefined || rest.startsWith('/') ? rest : `/${rest}`;
}

const HEALTH_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** The cost of a path. Any path that is not a built file may be a page, even the page for 404. */
function kindOf(path: string): RequestKind {
  if (HEALTH_PATHS.has(path)) return 'health';
  return path === '/api' || path.startsWith('/api/') || path.startsWith('/_next/static/') ? 'other' : 'page';
}

/** One port for everything: health, tRPC, sessions, the plain interface, and the pages for the rest. */
export function createRequestListener(opts: {
  trpc: PathHandler;
  auth: PathHandler;
  ordersCsv: PathHandler;
  plain: PathHandler;
  pages: PathHandler;
  headers: SecurityHeaders;
  /** The development server's own pages take more than reads. */
  dev: boolean;
  readiness(): Promise<Readiness>;
  trusted: TrustedOrigins;
  limits: Pick<Limits, 'request'>;
  addressOf: AddressOf;
  logger: Logger;
}): (req: IncomingMessage, res: ServerResponse) => void {
  const { trpc, auth, ordersCsv, plain, pages, headers, dev, trusted, limits, addressOf, logger } = opts;

  function refuse({ res, status, text }: { res: ServerResponse; status: number; text: string }): void {
    const error = new EngineError({ code: 'INVALID_REQUEST', text: `${text} Nothing was changed.` });
    answerError({ res, error, status, logger });
  }

  /** Counts a request. Requests from another site's page do not use up the limit of their visitor's address. */
  function count(req: IncomingMessage, kind: RequestKind): Promise<void> {
    const address = addressOf(req);
    const ours = isByKey(req.headers) || foreignTo({ headers: req.headers, trusted }) === undefined;
    return limits.request({ address: ours ? address : `${address} by others`, kind });
  }

  async function route(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = originForm(req.url ?? '/');
    // Node's own answer to this would lack our headers.
    const hostless = req.headers.host === undefined && req.httpVersion === '1.1';
    if (hostless || url === undefined) {
      await count(req, 'other');
      return refuse({ res, status: 400, text: hostless ? 'A request names its host.' : 'The address is not valid.' });
    }
    // Later code, such as the pages, would take another host in it for ours.
    req.url = url;
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    await count(req, kindOf(path));
    if (path.startsWith(TRPC_PREFIX)) return trpc(req, res, path);
    if (path.startsWith(AUTH_PREFIX)) return auth(req, res, path);
    if (path === ORDERS_CSV_PATH) return ordersCsv(req, res, path);
    if (isPlainPath(path)) return plain(req, res, path);
    if (path === '/healthz') return answerJson({ res, status: 200, body: { status: 'ok' } });
    if (path === '/readyz') {
      const body = await opts.readiness();
      return answerJson({ res, status: body.status === 'unready' ? 503 : 200, body });
    }
    if (path === '/api' || path.startsWith('/api/'))
      return refuse({ res, status: 404, text: 'There is no such endpoint.' });
    if (!dev && req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('allow', 'GET, HEAD');
      return refuse({ res, status: 405, text: 'Pages are only read.' });
    }
    headers.onPage(req, res);
    return pages(req, res, path);
  }

  return (req, res) => {
    res.on('error', (error) => logger.debug({ err: error }, 'an answer was cut off'));
    headers.onEvery(res);
    route(req, res).catch((error: unknown) => {
      const form = isPlainPath((req.url ?? '').split('?')[0] ?? '') ? 'plain' : 'trpc';
      answerError({ res, error, logger, form });
    });
  };
}
