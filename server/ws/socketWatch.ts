import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Identities } from '../auth/identity.ts';

/** Close code for a socket without a live session. */
export const NO_SESSION = 4401;

export type SocketLimits = {
  /** Milliseconds in which a socket must show a live session. */
  readonly authenticateMs: number;
  /** Milliseconds between two looks at all sockets. */
  readonly watchMs: number;
  /** Milliseconds that bytes may wait without any leaving. */
  readonly stalledMs: number;
};

export const SOCKET_LIMITS: SocketLimits = { authenticateMs: 5_000, watchMs: 1_000, stalledMs: 10_000 };

type Watched = {
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly cookie: string | undefined;
  readonly openedAt: number;
  authenticated: boolean;
  bytesWritten: number;
  movedAt: number;
};

export type SocketWatch = {
  add(opts: { ws: WebSocket; socket: Socket; cookie: string | undefined }): void;
  close(): void;
};

/**
 * Looks after open sockets: closes those that show no live session in time, those whose session ended meanwhile (one batched read asks
 * for all), and those that don't read what they are sent. While Postgres can't be asked nobody is closed for want of a session.
 */
export function createSocketWatch(opts: { identities: Identities; limits?: SocketLimits }): SocketWatch {
  const { identities, limits = SOCKET_LIMITS } = opts;
  const sockets = new Set<Watched>();

  async function checkSession(watched: Watched): Promise<void> {
    let live: boolean;
    try {
      live = (await identities.sessionOf(watched.cookie)) !== undefined;
    } catch {
      return;
    }
    if (live) watched.authenticated = true;
    else if (watched.authenticated || Date.now() - watched.openedAt >= limits.authenticateMs) {
      watched.ws.close(NO_SESSION, 'no live session');
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
    for (const watched of sockets) {
      checkFlow(watched);
      void checkSession(watched);
    }
  }, limits.watchMs);

  return {
    add({ ws, socket, cookie }) {
      const now = Date.now();
      const watched = { ws, socket, cookie, openedAt: now, authenticated: false, bytesWritten: 0, movedAt: now };
      sockets.add(watched);
      ws.once('close', () => sockets.delete(watched));
      void checkSession(watched);
    },
    close: () => clearInterval(timer),
  };
}
