import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { blackHole } from './blackHole.ts';

async function echo() {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

test('it delivers the held-back data late, or cuts the connections', async () => {
  const { server, url } = await echo();
  const line = await blackHole(url);
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(line.url).port) });
  socket.on('error', () => {});
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString();
  });
  socket.write('a');
  await expect.poll(() => heard).toBe('a');

  line.open();
  socket.write('b');
  const late = createConnection({ host: '127.0.0.1', port: Number(new URL(line.url).port) });
  late.on('error', () => {});
  await once(late, 'connect');
  await expect.poll(() => line.connections()).toBe(2);
  expect(heard).toBe('a');
  line.heal({ cut: false });
  await expect.poll(() => heard).toBe('ab');

  line.open();
  socket.write('c');
  line.heal({ cut: true });
  // The error depends on what was in progress: an end or a reset.
  await new Promise((resolve) => socket.once('close', resolve));
  expect(heard).toBe('ab');
  late.destroy();
  await line.close();
  await new Promise((resolve) => server.close(resolve));
});
