import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { listen } from './listen.ts';
import { closeSlowReaders } from './slowReaders.ts';

const WAIT = { timeout: 20_000, interval: 5 };
const ANSWER_BYTES = 8 * 2 ** 20;

const clients: Socket[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server whose every answer is 8 MB, more than the system buffers for a client. */
async function largeAnswers(patienceMs: number) {
  const open = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: 600_000 }, (_req, res) => res.end('x'.repeat(ANSWER_BYTES)));
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  closeSlowReaders({ server, connections: () => open, patienceMs });
  const port = await listen({ server, port: 0, host: '127.0.0.1' });
  function ask(): Socket {
    const client = connect({ host: '127.0.0.1', port });
    client.on('error', () => {});
    clients.push(client);
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return client;
  }
  return { open, ask };
}

it('closes a connection whose client reads its answer byte by byte', async () => {
  const { open, ask } = await largeAnswers(300);
  const client = ask();
  client.pause();
  const sipping = setInterval(() => client.read(1), 20);
  await vi.waitFor(() => expect(open.size).toBe(1), WAIT);
  await vi.waitFor(() => expect(open.size).toBe(0), WAIT);
  clearInterval(sipping);
});

it('keeps an idle connection without a pending answer', async () => {
  const { open, ask } = await largeAnswers(2_000);
  let size = 0;
  ask().on('data', (piece) => {
    size += piece.length;
  });
  await vi.waitFor(() => expect(size).toBeGreaterThan(ANSWER_BYTES), WAIT);
  const [resting] = open;
  // A later one that reads nothing is closed first.
  ask().pause();
  await vi.waitFor(() => expect(open.size).toBe(2), WAIT);
  await vi.waitFor(() => expect(open.size).toBe(1), WAIT);
  expect([...open]).toEqual([resting]);
});
