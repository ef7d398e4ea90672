import { createConnection, createServer, type Server, type Socket } from 'node:net';

export type TcpSwitch = AsyncDisposable & {
  /** The same URL through the switch. */
  through(url: string): string;
  /** Off: connections are cut and new ones refused, as when the other side is down. */
  on(): Promise<void>;
  off(): Promise<void>;
};

/** A connection to another service that can be cut and restored; cut at first. */
export async function tcpSwitch(): Promise<TcpSwitch> {
  const sockets = new Set<Socket>();
  let target = { host: '127.0.0.1', port: 0 };
  let server: Server | undefined;

  const open = (port: number) =>
    new Promise<Server>((resolve) => {
      const opened = createServer((near) => {
        const far = createConnection(target);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on('error', () => {});
          socket.once('close', () => {
            sockets.delete(socket);
            near.destroy();
            far.destroy();
          });
        }
        near.pipe(far).pipe(near);
      });
      opened.listen(port, '127.0.0.1', () => resolve(opened));
    });

  const close = async () => {
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing !== undefined) await new Promise((resolve) => closing.close(resolve));
  };

  // Opened once to get a free port.
  const probe = await open(0);
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('the switch has no port');
  const { port } = address;
  await new Promise((resolve) => probe.close(resolve));

  return {
    through(url) {
      const changed = new URL(url);
      target = { host: changed.hostname, port: Number(changed.port || (changed.protocol === 'redis:' ? 6379 : 5432)) };
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    async on() {
      server ??= await open(port);
    },
    off: close,
    [Symbol.asyncDispose]: close,
  };
}
