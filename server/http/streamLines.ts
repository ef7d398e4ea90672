import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { credentialsOf } from '../auth/credentials.ts';
import type { CredentialWatch } from '../auth/credentialWatch.ts';
import type { Engine } from '../engine.ts';
import type { SocketLine } from '../trpc/context.ts';
import type { AddressOf } from './clientAddress.ts';
import { drained } from './drained.ts';

/** Node's timers fire at once when they are set for longer than this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export type StreamLines = {
  /** The context of a request for an event stream; undefined for any other request. */
  of(opts: { req: IncomingMessage; res: ServerResponse }): SocketLine | undefined;
  size(): number;
  /** Ends all streams, because the server stops. */
  close(): void;
};

/**
 * Subscriptions over HTTP as event streams, for browsers behind a proxy that blocks WebSockets. They have the limits of sockets: a stream takes a
 * place of its address and of its trader, lasts at most as long as a socket, and is cut when its session or key has ended.
 */
export function createStreamLines(opts: {
  engine: Pick<Engine, 'limits'>;
  addressOf: AddressOf;
  watch: CredentialWatch;
}): StreamLines {
  const { engine, addressOf, watch } = opts;
  const { byAddress, byTrader, lifeMs } = engine.limits.sockets;
  const streams = new Set<ServerResponse>();

  function open(req: IncomingMessage, res: ServerResponse): void {
    const release = byAddress.take(addressOf(req));
    if (release === undefined) throw new EngineError({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    const end = () => res.destroy();
    const live = watch.watch({
      credentials: credentialsOf({ headers: req.headers }),
      onTrader(traderId) {
        const place = byTrader.take(traderId);
        if (place === undefined) end();
        else if (res.closed) place();
        else res.once('close', place);
      },
    });
    live.ended.addEventListener('abort', end, { once: true });
    // Spread in time, because otherwise their clients would reconnect at the same moment.
    const timer = setTimeout(end, Math.min(lifeMs * (1 - Math.random() / 10), MAX_TIMER_MS));
    timer.unref();
    streams.add(res);
    res.once('close', () => {
      clearTimeout(timer);
      streams.delete(res);
      live.release();
      release();
    });
    void live.check();
  }

  return {
    of({ req, res }) {
      if (!/(^|,)\s*text\/event-stream\s*(;|,|$)/i.test(req.headers.accept ?? '')) return undefined;
      return {
        takeSubscription() {
          open(req, res);
          return () => undefined;
        },
        // One subscription, or one item of all, at a time: there is nothing to collect.
        gather: () => undefined,
        drained: () => drained(res),
      };
    },
    size: () => streams.size,
    close() {
      for (const res of streams) res.destroy();
    },
  };
}
