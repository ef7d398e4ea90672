import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createSocketLine } from './socketLine.ts';

/** Both ends of a WebSocket over a real connection: the server's with its line. */
async function connected() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wss = new WebSocketServer({ noServer: true });
  const opened = new Promise<{ ws: WebSocket; socket: Socket }>((resolve) => {
    server.on('upgrade', (req, socket: Socket, head) =>
      wss.handleUpgrade(req, socket, head, (ws) => resolve({ ws, socket })),
    );
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { ws, socket } = await opened;
  return {
    ...{ ws, socket, client, line: createSocketLine({ ws, socket }) },
    async [Symbol.asyncDispose]() {
      client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

it('sends messages of the same moment in one write, in order', async () => {
  await using at = await connected();
  const { ws, socket, line, client } = at;
  const heard: string[] = [];
  client.on('message', (data) => heard.push(String(data)));
  const waiting: number[] = [];
  const send = async (text: string) => {
    await null;
    line.gather();
    ws.send(text);
    waiting.push(socket.writableLength);
  };
  // Like subscriptions that were woken by the same event: each sends after promises of its own.
  const all = ['one', 'two', 'three'];
  await Promise.all(all.map(send));
  // The frames are two bytes and the text; none was sent before the last.
  expect(waiting).toEqual([5, 10, 17]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(socket.writableCorked).toBe(0);
  await expect.poll(() => heard).toEqual(all);
  expect(socket.writableLength).toBe(0);
});
