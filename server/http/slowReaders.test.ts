import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { listen } from './listen.ts';
import { closeSlowReaders } from './slowReaders.ts';

const clients: Socket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

/** A server whose every answer is 8 MB, more than the system takes for a client. */
async function largeAnswers(patienceMs: number) {
  const open = new Set<Socket>();
  const server = createServer((_req, res) => res.end('x'.repeat(8 * 2 ** 20)));
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  closeSlowReaders({ server, connections: () => open, patienceMs });
  const port = await listen({ server, port: 0, host: '127.0.0.1' });
  const client = connect({ host: '127.0.0.1', port });
  client.on('error', () => {});
  clients.push(client);
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return { server, open, client };
}

it('closes a connection whose client sips its answer, byte by byte', async () => {
  const { server, open, client } = await largeAnswers(300);
  client.pause();
  const sipping = setInterval(() => client.read(1), 20);
  await vi.waitFor(() => expect(open.size).toBe(1), { timeout: 20_000, interval: 5 });
  await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 20_000, interval: 5 });
  clearInterval(sipping);
  server.close();
});

it('leaves one that rests with nothing to take', async () => {
  const { server, open, client } = await largeAnswers(5_000);
  let size = 0;
  client.on('data', (piece) => {
    size += piece.length;
  });
  await vi.waitFor(() => expect(size).toBeGreaterThan(8 * 2 ** 20), { timeout: 20_000, interval: 5 });
  // Longer than an answer may wait.
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  expect(open.size).toBe(1);
  server.closeAllConnections();
  server.close();
});
