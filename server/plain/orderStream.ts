import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import type { TraderUpdateItem } from '../../core/order/orderStream.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { CredentialWatch } from '../auth/credentialWatch.ts';
import { endedCredential } from '../auth/endedCredential.ts';
import type { Engine } from '../engine.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import { drained } from '../http/drained.ts';
import { appRouter } from '../trpc/appRouter.ts';
import { createCallContext } from '../trpc/context.ts';
import { shapeOfThrown } from '../trpc/errorShape.ts';
import { trackedItem } from '../trpc/trackedItem.ts';
import { plainErrorOf } from './plainError.ts';
import { updateMessages, updatesAfter } from './plainMessages.ts';

/** Milliseconds between two comments that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

type TrackedUpdate = { readonly id: string; readonly data: TraderUpdateItem };

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Without this header nginx would buffer the events.
  'x-accel-buffering': 'no',
};

/** One event of the stream; JSON has no line breaks of its own. */
const eventText = (opts: { id?: string; event?: string | undefined; json: string }) =>
  `${opts.id === undefined ? '' : `id: ${opts.id}\n`}${opts.event === undefined ? '' : `event: ${opts.event}\n`}data: ${opts.json}\n\n`;

/**
 * Every event of all the trader's orders as server-sent events, `/api/orders/stream`: first `connected`, then each event with the trader's sequence
 * number as its id, from `Last-Event-ID` or `after` on, or from now. It is `orders.onUpdate` underneath, and counts as a socket of its trader and address.
 * A client that does not read makes its stream wait, and is cut off when nothing left within two heartbeats; when the session or key ends, so does
 * the stream, with an `error` event.
 */
export function createOrderStream(opts: {
  engine: Engine;
  addressOf: AddressOf;
  watch: CredentialWatch;
  logger: Logger;
  heartbeatMs?: number;
}) {
  const { engine, addressOf, watch, logger, heartbeatMs = HEARTBEAT_MS } = opts;
  const { byTrader, byAddress, lifeMs } = engine.limits.sockets;
  const open = new Set<ServerResponse>();

  /** Takes a place of the trader and one of the address. Throws EngineError TOO_MANY_REQUESTS. */
  function takePlaces(names: { traderId: string; address: string }): () => void {
    const ofAddress = byAddress.take(names.address);
    const ofTrader = ofAddress === undefined ? undefined : byTrader.take(names.traderId);
    if (ofAddress !== undefined && ofTrader !== undefined) {
      return () => {
        ofAddress();
        ofTrader();
      };
    }
    ofAddress?.();
    throw new EngineError({
      code: 'TOO_MANY_REQUESTS',
      text: 'Too many connections are open. Nothing was changed; close some and try again.',
      retryAfterSeconds: 5,
    });
  }

  /** Sends comments on a quiet stream, and ends a stream that is not read or too old; returns a function that stops that. */
  function keepAlive(res: ServerResponse): () => void {
    const endsAt = Date.now() + lifeMs;
    let stuck = false;
    const timer = setInterval(() => {
      if (res.writableEnded) return;
      if (Date.now() >= endsAt) return void res.end();
      if (!res.writableNeedDrain) {
        stuck = false;
        return void res.write(': alive\n\n');
      }
      if (stuck) res.destroy();
      stuck = true;
    }, heartbeatMs);
    return () => clearInterval(timer);
  }

  async function send(opts: { res: ServerResponse; items: AsyncIterable<TrackedUpdate> }): Promise<void> {
    const { res, items } = opts;
    for await (const yielded of items) {
      if (!res.headersSent) res.writeHead(200, HEADERS);
      res.write(updateMessages(trackedItem(yielded)).map(eventText).join(''));
    }
  }

  function refuse(res: ServerResponse, error: unknown): void {
    if (res.writableEnded) return;
    const shape = shapeOfThrown(error);
    if (shape.data.code === 'INTERNAL')
      logger.error({ err: error, requestId: shape.data.requestId }, 'a stream failed');
    res.end(eventText({ event: 'error', json: JSON.stringify(plainErrorOf(shape)) }));
  }

  return {
    /** Answers until either side ends it. Throws EngineError as long as the answer has not begun. */
    async answer({ req, res }: { req: IncomingMessage; res: ServerResponse }): Promise<void> {
      const left = new AbortController();
      res.once('close', () => left.abort());
      const line = { takeSubscription: () => () => {}, gather: () => {}, drained: () => drained(res) };
      const { credentials, address, ...context } = createCallContext({ engine, req, addressOf, line });
      const caller = appRouter.createCaller({ credentials, address, ...context }, { signal: left.signal });
      const items = await caller.orders.onUpdate(updatesAfter(req));
      const identity = await engine.identities.find(credentials);
      if (identity === undefined) throw endedCredential(credentials.kind);
      if (req.method === 'HEAD') return void res.writeHead(200, HEADERS).end();

      const release = takePlaces({ traderId: identity.traderId, address });
      const live = watch.watch({ credentials, traderId: identity.traderId });
      const onEnd = () => {
        refuse(res, endedCredential(identity.signedInBy));
        left.abort();
      };
      live.ended.addEventListener('abort', onEnd, { once: true });
      const stopBeating = keepAlive(res);
      open.add(res);
      try {
        await send({ res, items });
        if (!res.writableEnded) res.end();
      } catch (error) {
        if (!res.headersSent) throw error;
        if (!left.signal.aborted) refuse(res, error);
      } finally {
        open.delete(res);
        stopBeating();
        live.release();
        release();
      }
    },
    /** Ends all streams; their clients reconnect. */
    close() {
      for (const res of open) res.end();
    },
  };
}
