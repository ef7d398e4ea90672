import type { Server } from 'node:http';
import type { Socket } from 'node:net';

type Flow = { sent: number; movedAt: number };

/**
 * Closes connections whose peer does not read: a piece that waits for `patienceMs` without being sent. Node's own time-out restarts with every
 * byte, so a client that reads a byte now and then would keep an answer in memory for ever.
 */
export function closeSlowReaders(opts: { server: Server; connections(): Iterable<Socket>; patienceMs: number }): void {
  const { server, connections, patienceMs } = opts;
  const flows = new WeakMap<Socket, Flow>();

  function look(socket: Socket, now: number): void {
    const sent = socket.bytesWritten - socket.writableLength;
    const flow = flows.get(socket);
    if (flow === undefined || socket.writableLength === 0 || sent !== flow.sent) {
      flows.set(socket, { sent, movedAt: now });
    } else if (now - flow.movedAt >= patienceMs) {
      socket.destroy();
    }
  }

  const timer = setInterval(() => {
    const now = performance.now();
    for (const socket of connections()) look(socket, now);
  }, patienceMs / 10);
  server.once('close', () => clearInterval(timer));
}
