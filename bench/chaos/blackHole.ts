import { createConnection, createServer, type Socket } from 'node:net';

/** A TCP proxy to a service that can hold back all data without either side noticing. */
export type BlackHole = {
  /** The same URL through this proxy. */
  readonly url: string;
  /** Number of open connections. */
  connections(): number;
  /** From now on no data passes in either direction; new connections open and receive nothing. */
  open(): void;
  /** Delivers the held-back data, or with `cut` ends all connections. */
  heal(opts: { cut: boolean }): void;
  close(): Promise<void>;
};

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'postgres:': 5432, 'redis:': 6379, 'http:': 80 };

/** Puts a proxy in front of the service at `url`, on a port of this machine. */
export async function blackHole(url: string): Promise<BlackHole> {
  const through = new URL(url);
  const target = { host: through.hostname, port: Number(through.port || DEFAULT_PORTS[through.protocol]) };
  const pairs = new Set<readonly [Socket, Socket]>();
  let swallowing = false;

  const join = ([near, far]: readonly [Socket, Socket]) => {
    near.pipe(far);
    far.pipe(near);
  };
  const part = ([near, far]: readonly [Socket, Socket]) => {
    near.unpipe(far).pause();
    far.unpipe(near).pause();
  };
  const end = (pair: readonly [Socket, Socket]) => {
    pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  };

  const server = createServer((near) => {
    const pair = [near, createConnection(target)] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.once('close', () => end(pair));
    }
    if (swallowing) part(pair);
    else join(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  through.hostname = '127.0.0.1';
  through.port = String(address.port);

  return {
    url: through.href.replace(/\/$/, ''),
    connections: () => pairs.size,
    open() {
      swallowing = true;
      for (const pair of pairs) part(pair);
    },
    heal({ cut }) {
      if (!swallowing) return;
      swallowing = false;
      for (const pair of [...pairs]) (cut ? end : join)(pair);
    },
    close() {
      for (const pair of [...pairs]) end(pair);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
