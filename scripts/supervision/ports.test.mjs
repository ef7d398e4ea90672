// @ts-check
import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { takePrivatePort, takePublicPort } from './ports.mjs';

test('a requested port that is in use is refused, and the error names it', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    await expect(takePublicPort({ wanted: String(port), host: '127.0.0.1' })).rejects.toThrow(`PORT=${port}`);
  } finally {
    server.close();
  }
});

test.each(['0', '65536', '80a', '-1', '3000.5'])('PORT=%s is refused', async (wanted) => {
  await expect(takePublicPort({ wanted, host: '127.0.0.1' })).rejects.toThrow('PORT must be a number');
});

test('a port that was taken is not taken again, although nothing listens on it yet', async () => {
  const first = await takePublicPort({ wanted: undefined, host: '127.0.0.1' });
  const second = await takePublicPort({ wanted: undefined, host: '127.0.0.1' });
  expect(second).not.toBe(first);
  expect(await takePrivatePort()).not.toBe(await takePrivatePort());
});
