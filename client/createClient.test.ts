import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createClient } from './createClient.ts';

it('comes again ever later to a server that closes each socket at once', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const engine = createClient({ url: `http://127.0.0.1:${address.port}` });
  const comes: number[] = [];
  const fourth = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      if (comes.push(performance.now()) === 4) resolve();
      socket.once('message', () => socket.close(4429, 'too many connections of this trader'));
    });
  });
  const following = engine.client.market.onIndex.subscribe(undefined, {});
  await fourth;
  following.unsubscribe();
  await engine.close();
  // At least half of 200, 400 and 800 ms.
  expect((comes[3] ?? 0) - (comes[0] ?? 0)).toBeGreaterThan(650);
  await new Promise((resolve) => server.close(resolve));
});
