import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Listens; resolves with the port. Rejects with a sentence when the port is taken or the address is not ours. */
export function listen(opts: { server: Server; port: number; host: string }): Promise<number> {
  const { server, port, host } = opts;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `The port ${port} is taken by another program. Set PORT to a free one.`
          : `Cannot listen on ${host}:${port} (${error.code ?? error.message}).`;
      reject(new Error(reason, { cause: error }));
    });
    server.listen({ port, host }, () => {
      resolve(listeningAt(server).port);
    });
  });
}

/** Where a server listens. Throws Error when it does not. */
export function listeningAt(server: Server): { address: string; port: number } {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address;
}

/** Milliseconds between two checks for connections that have become idle. */
const LOOK_MS = 50;

/**
 * Stops accepting, lets running requests finish for at most `deadlineMs`, then closes the rest. Kept-alive connections end when they become idle.
 * Connections that never sent anything, which Node counts as busy, end at once.
 */
export async function closeServer(opts: {
  server: Server;
  connections(): Iterable<Socket>;
  deadlineMs: number;
}): Promise<void> {
  const { server, connections, deadlineMs } = opts;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const endIdle = () => {
    server.closeIdleConnections();
    for (const socket of connections()) if (socket.bytesRead === 0) socket.destroy();
  };
  endIdle();
  const looking = setInterval(endIdle, LOOK_MS);
  const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearInterval(looking);
  clearTimeout(timer);
}
