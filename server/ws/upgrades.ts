import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../../runtime/logger.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import type { OpenServer } from '../http/openServer.ts';
import type { TrustedOrigins } from '../http/trustedOrigins.ts';
import { asksForWebSocket, serveWithoutUpgrade } from '../http/withoutUpgrade.ts';
import type { Limits } from '../limits/limits.ts';
import type { Pages } from '../pages.ts';
import { admitUpgrade } from './admitUpgrade.ts';
import type { SocketServer } from './socketServer.ts';

export type Upgrades = {
  /** Number of the API's open sockets. */
  size(): number;
  /** Closes them, and those of the pages. */
  close(): Promise<void>;
};

/** Handles the server's upgrades: WebSockets by their path, after admission; all others go to the pages. */
export function takeUpgrades(opts: {
  at: Pick<OpenServer, 'server' | 'answers' | 'connections'>;
  socketsAt: ReadonlyMap<string, SocketServer>;
  pages: Pick<Pages, 'upgrade'>;
  trusted: TrustedOrigins;
  limits: Limits;
  addressOf: AddressOf;
  logger: Logger;
}): Upgrades {
  const { at, socketsAt, pages, trusted, limits, addressOf, logger } = opts;
  const { server, answers, connections } = at;
  const pageSockets = new Set<Socket>();

  function onUpgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    if (!asksForWebSocket(req)) {
      serveWithoutUpgrade({ server, req, socket, head });
      return;
    }
    connections.keep(socket);
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
    const sockets = socketsAt.get((req.url ?? '').split('?')[0] ?? '');
    if (sockets !== undefined) {
      void admitUpgrade({ req, socket, trusted, limits, addressOf })
        .then((admitted) => {
          if (admitted) sockets.upgrade({ req, socket, head });
        })
        .catch((error: unknown) => {
          logger.error({ err: error }, 'a socket could not be opened');
          socket.destroy();
        });
      return;
    }
    pageSockets.add(socket);
    socket.once('close', () => pageSockets.delete(socket));
    pages.upgrade(req, socket, head);
  }

  // Earlier requests on the same connection are answered first.
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) =>
    answers.whenAnswered(socket, () => onUpgrade(req, socket, head)),
  );
  return {
    size: () => [...socketsAt.values()].reduce((sum, sockets) => sum + sockets.size(), 0),
    async close() {
      await Promise.all([...socketsAt.values()].map((sockets) => sockets.close()));
      for (const socket of pageSockets) socket.destroy();
    },
  };
}
