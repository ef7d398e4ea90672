import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../../core/errors/engineError.ts';
import { ORDER_CSV_HEADER, orderCsvRecord } from '../../core/order/orderCsv.ts';
import { type OrderQuery, orderQuery, queryOfParams } from '../../core/order/orderQuery.ts';
import type { OrderPage } from '../../core/order/orderView.ts';
import type { Logger } from '../../runtime/logger.ts';
import { credentialsOf } from '../auth/credentials.ts';
import type { CredentialWatch } from '../auth/credentialWatch.ts';
import type { Engine } from '../engine.ts';
import { createPlaces } from '../limits/socketPlaces.ts';
import { inputError } from '../trpc/inputError.ts';
import { answerError } from './answerError.ts';
import type { AddressOf } from './clientAddress.ts';
import { guard } from './requestGuard.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

export const ORDERS_CSV_PATH = '/api/orders.csv';

/** Orders of one list in memory at a time. */
const PAGE = 500;
/** Concurrent lists per trader: each keeps its page in memory as long as its client takes. */
const LISTS_AT_A_TIME = 4;

/** The query from an address. Throws EngineError with the name of the first invalid parameter. */
function queryOf(url: string): OrderQuery {
  const at = url.indexOf('?');
  const parsed = orderQuery.safeParse(queryOfParams(new URLSearchParams(at === -1 ? '' : url.slice(at + 1))));
  if (!parsed.success) throw inputError(parsed.error);
  return parsed.data;
}

/** Thrown when the session or key ended between two pages of a list. */
class CredentialEnded extends Error {}

/** True for the error of a client that went away before the end. */
function leftEarly(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/**
 * The trader's orders as CSV, with the filters, sorts and credentials of `orders.list`. It reads a page when the previous one has been sent, so
 * memory stays constant for any length of list and any slow client. Reading ends when the client disconnects, and the answer is cut off when its
 * session or key ends.
 */
export function createOrdersCsvHandler(opts: {
  engine: {
    identities: Pick<Engine['identities'], 'find'>;
    limits: Pick<Engine['limits'], 'read'>;
    history: Pick<Engine['history'], 'list'>;
  };
  trusted: TrustedOrigins;
  addressOf: AddressOf;
  watch: CredentialWatch;
  logger: Logger;
}) {
  const { engine, trusted, addressOf, watch, logger } = opts;
  const places = createPlaces({ most: LISTS_AT_A_TIME });

  async function* records(opts: {
    traderId: string;
    query: OrderQuery;
    first: OrderPage;
    isLive(): Promise<boolean>;
  }): AsyncGenerator<string, void> {
    const { traderId, query, first, isLive } = opts;
    yield ORDER_CSV_HEADER;
    for (let page = first; ; ) {
      if (page.orders.length > 0) yield page.orders.map(orderCsvRecord).join('');
      if (page.nextCursor === null) return;
      page = await engine.history.list({ traderId, query, limit: PAGE, cursor: page.nextCursor });
      if (!(await isLive())) throw new CredentialEnded();
    }
  }

  async function send(opts: {
    res: ServerResponse;
    traderId: string;
    query: OrderQuery;
    live: ReturnType<CredentialWatch['watch']>;
  }): Promise<void> {
    const { res, traderId, query, live } = opts;
    // Read before the answer begins, so that an error can still be reported.
    const first = await engine.history.list({ traderId, query, limit: PAGE, uncounted: true });
    if (!(await live.check())) throw new EngineError({ code: 'UNAUTHENTICATED' });
    res.writeHead(200, {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="orders-${new Date().toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    try {
      // Buffered by bytes, so that it reads one page ahead and not sixteen. After an abort the client sees an incomplete answer.
      const list = records({ traderId, query, first, isLive: live.check });
      await pipeline(Readable.from(list, { objectMode: false }), res, { signal: live.ended });
    } catch (error) {
      if (live.ended.aborted) logger.debug('a list of orders was cut off, since its session or key ended');
      else if (leftEarly(error)) logger.debug('a client left before its list of orders was complete');
      else throw error;
    }
  }

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (req.method !== 'GET') {
      const error = new EngineError({
        code: 'INVALID_REQUEST',
        text: 'The list is read with GET. Nothing was changed.',
      });
      req.resume();
      res.setHeader('allow', 'GET');
      return answerError({ res, error, status: 405, logger });
    }
    guard({ req, trusted });
    const credentials = credentialsOf({ headers: req.headers });
    const identity = await engine.identities.find(credentials);
    await engine.limits.read({ identity, address: addressOf(req) });
    if (identity === undefined) throw new EngineError({ code: 'UNAUTHENTICATED' });
    const { traderId } = identity;
    const query = queryOf(req.url ?? '');
    const release = places.take(traderId);
    if (release === undefined) throw new EngineError({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 5 });
    const live = watch.watch({ credentials, traderId });
    try {
      await send({ res, traderId, query, live });
    } finally {
      live.release();
      release();
    }
  };
}
