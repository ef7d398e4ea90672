import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Credentials } from '../auth/credentials.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import { RESTARTS } from './endSockets.ts';

/** Close code for a socket without a live session or key. */
export const NO_SESSION = 4401;
/** Close code for a socket of a trader who holds as many as allowed. */
const TOO_MANY = 4429;

export type SocketLimits = {
  /** Milliseconds in which a socket must show a live session or key. */
  readonly authenticateMs: number;
  /** Milliseconds between two checks of all sockets. */
  readonly watchMs: number;
  /** Milliseconds that bytes may wait without any being sent. */
  readonly stalledMs: number;
};

const SOCKET_LIMITS: SocketLimits = { authenticateMs: 5_000, watchMs: 1_000, stalledMs: 10_000 };

type Watched = {
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly openedAt: number;
  /** Undefined until its parameters have come. */
  credentials: Credentials | undefined;
  /** The trader of the socket, once known. */
  traderId: string | undefined;
  /** The time at which it is closed in any case. */
  readonly endsAt: number;
  bytesWritten: number;
  movedAt: number;
};

export type SocketWatch = {
  add(opts: { ws: WebSocket; socket: Socket }): void;
  /** Sets the credentials of the socket, which are checked now and from then on. */
  follow(opts: { ws: WebSocket; credentials: Credentials }): void;
  close(): void;
};

/**
 * Watches open sockets and closes those that show no live session or key in time, those whose session or key ended meanwhile (one batched read
 * checks all; after an end on this server they are checked at once), those over their trader's limit, old ones, and those that don't read. While
 * Postgres is down, no socket is closed for lack of a session.
 */
export function createSocketWatch(opts: {
  engine: Pick<Engine, 'identities' | 'credentials' | 'limits'>;
  limits?: SocketLimits;
}): SocketWatch {
  const { engine, limits = SOCKET_LIMITS } = opts;
  const { byTrader, lifeMs } = engine.limits.sockets;
  const sockets = new Map<WebSocket, Watched>();

  /** Records the socket's trader; the first time it takes one of the trader's places. */
  function greet({ watched, traderId }: { watched: Watched; traderId: string }): void {
    const known = watched.traderId !== undefined;
    watched.traderId = traderId;
    if (known || !sockets.has(watched.ws)) return;
    const release = byTrader.take(traderId);
    if (release === undefined) watched.ws.close(TOO_MANY, 'too many connections of this trader');
    else watched.ws.once('close', release);
  }

  async function checkCredentials(watched: Watched): Promise<void> {
    let identity: Identity | undefined;
    try {
      identity = watched.credentials === undefined ? undefined : await engine.identities.find(watched.credentials);
    } catch {
      return;
    }
    if (identity !== undefined) greet({ watched, traderId: identity.traderId });
    else if (watched.traderId !== undefined || Date.now() - watched.openedAt >= limits.authenticateMs) {
      watched.ws.close(NO_SESSION, 'no live session or key');
    }
  }

  function checkFlow(watched: Watched): void {
    const { ws, socket } = watched;
    if (ws.bufferedAmount === 0 || socket.bytesWritten - socket.writableLength > watched.bytesWritten) {
      watched.bytesWritten = socket.bytesWritten - socket.writableLength;
      watched.movedAt = Date.now();
    } else if (Date.now() - watched.movedAt >= limits.stalledMs) {
      ws.terminate();
    }
  }

  const timer = setInterval(() => {
    for (const watched of sockets.values()) {
      checkFlow(watched);
      if (Date.now() >= watched.endsAt) watched.ws.close(RESTARTS, 'connect again');
      void checkCredentials(watched);
    }
  }, limits.watchMs);
  engine.credentials.onChange((traderId) => {
    for (const watched of sockets.values()) if (watched.traderId === traderId) void checkCredentials(watched);
  });

  return {
    add({ ws, socket }) {
      const now = Date.now();
      sockets.set(ws, {
        ws,
        socket,
        openedAt: now,
        credentials: undefined,
        traderId: undefined,
        // Spread in time, for sockets that were all opened at the same moment.
        endsAt: now + lifeMs * (1 - Math.random() / 10),
        bytesWritten: 0,
        movedAt: now,
      });
      ws.once('close', () => sockets.delete(ws));
    },
    follow({ ws, credentials }) {
      const watched = sockets.get(ws);
      if (watched === undefined) return;
      watched.credentials = credentials;
      void checkCredentials(watched);
    },
    close: () => clearInterval(timer),
  };
}
