import type { Server } from 'node:http';

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

/** Stops accepting, lets running requests finish for at most `deadlineMs`, then cuts the rest off. */
export async function closeServer(opts: { server: Server; deadlineMs: number }): Promise<void> {
  const { server, deadlineMs } = opts;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(timer);
}
