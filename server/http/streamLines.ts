import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { credentialsOf } from '../auth/credentials.ts';
import type { Engine } from '../engine.ts';
import type { SocketLine } from '../trpc/context.ts';
import type { AddressOf } from './clientAddress.ts';

/** Milliseconds between two looks at all streams. */
const WATCH_MS = 1_000;

type OpenStream = {
  readonly res: ServerResponse;
  readonly credentials: ReturnType<typeof credentialsOf>;
  traderId: string | undefined;
  readonly endsAt: number;
};

export type StreamLines = {
  /** The line of a request that asks for an event stream; undefined for any other request. */
  of(opts: { req: IncomingMessage; res: ServerResponse }): SocketLine | undefined;
  size(): number;
  /** Ends all streams: the server stops. */
  close(): void;
};

/**
 * Subscriptions over HTTP as event streams, for browsers behind a proxy that lets no WebSocket through. They are bounded as sockets are: a stream
 * holds one of the places of its address and its trader, lasts as long as a socket at most, and is cut when its session or key has ended (what
 * ended on this server at once, elsewhere within a second). While Postgres can't be asked nobody is cut off for want of a session.
 */
export function createStreamLines(opts: {
  engine: Pick<Engine, 'identities' | 'credentials' | 'limits'>;
  addressOf: AddressOf;
}): StreamLines {
  const { engine, addressOf } = opts;
  const { byAddress, byTrader, lifeMs } = engine.limits.sockets;
  const streams = new Set<OpenStream>();

  async function check(stream: OpenStream): Promise<void> {
    try {
      const identity = await engine.identities.find(stream.credentials);
      if (!streams.has(stream)) return;
      if (identity === undefined) stream.res.destroy();
      else if (stream.traderId === undefined) {
        stream.traderId = identity.traderId;
        const release = byTrader.take(identity.traderId);
        if (release === undefined) stream.res.destroy();
        else stream.res.once('close', release);
      }
    } catch {
      // Postgres can't be asked.
    }
  }

  const timer = setInterval(() => {
    for (const stream of streams) {
      if (Date.now() >= stream.endsAt) stream.res.destroy();
      else void check(stream);
    }
  }, WATCH_MS);
  timer.unref();
  engine.credentials.onChange((traderId) => {
    for (const stream of streams) if (stream.traderId === traderId) void check(stream);
  });

  function open(req: IncomingMessage, res: ServerResponse): void {
    const release = byAddress.take(addressOf(req));
    if (release === undefined) throw new EngineError({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    const stream: OpenStream = {
      res,
      credentials: credentialsOf({ headers: req.headers }),
      traderId: undefined,
      endsAt: Date.now() + lifeMs * (1 - Math.random() / 10),
    };
    streams.add(stream);
    res.once('close', () => {
      streams.delete(stream);
      release();
    });
    void check(stream);
  }

  return {
    of({ req, res }) {
      if (!/(^|,)\s*text\/event-stream\s*(;|,|$)/i.test(req.headers.accept ?? '')) return undefined;
      return {
        takeSubscription() {
          open(req, res);
          return () => undefined;
        },
        drained() {
          if (!res.writableNeedDrain || res.destroyed) return Promise.resolve();
          return new Promise<void>((resolve) => {
            const done = () => {
              res.off('drain', done);
              res.off('close', done);
              resolve();
            };
            res.on('drain', done);
            res.on('close', done);
          });
        },
      };
    },
    size: () => streams.size,
    close() {
      clearInterval(timer);
      for (const { res } of streams) res.destroy();
    },
  };
}
