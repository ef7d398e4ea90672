import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import next from 'next';
import type { Logger } from '../runtime/logger.ts';
import { within } from '../runtime/within.ts';
import { answerBare } from './http/bareAnswer.ts';
import type { PathHandler } from './http/requestListener.ts';

/** Serves all other paths: the pages. */
export type Pages = {
  readonly handle: PathHandler;
  /** Takes a WebSocket that is not the API's (hot reload). */
  upgrade(req: IncomingMessage, socket: Socket, head: Buffer): void;
  close(): Promise<void>;
};

/** Milliseconds that Next has to stop. */
const CLOSE_MS = 2_000;

/**
 * The pages by Next, in this process. Requests that come before Next is ready wait for it. Next adds its own upgrade listener to its server and
 * closes sockets with unknown paths. So it gets a server that never listens, and only those upgrades that are not the API's.
 */
export function createPages(opts: {
  dir: string;
  dev: boolean;
  hostname: string;
  port: number;
  logger: Logger;
}): Pages {
  const { dir, dev, hostname, port, logger } = opts;
  const upgrades = createServer();
  const app = next({ dir, dev, hostname, port, httpServer: upgrades });
  const ready = app.prepare();
  ready.catch((error: unknown) =>
    logger.error({ reason: error instanceof Error ? error.message : error }, 'the pages cannot be served; the API can'),
  );
  return {
    async handle(req: IncomingMessage, res: ServerResponse) {
      await ready;
      await app.getRequestHandler()(req, res);
    },
    upgrade(req, socket, head) {
      if (!dev || !upgrades.emit('upgrade', req, socket, head)) {
        answerBare(socket, '404 Not Found');
      }
    },
    async close() {
      await within(CLOSE_MS, app.close(), () => {});
    },
  };
}
