import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';
import { asksForWebSocket, serveWithoutUpgrade } from './withoutUpgrade.ts';

it('answers who offers HTTP/2 in HTTP/1.1, the body with it, and goes on on the same connection', async () => {
  const seen: { url: string | undefined; body: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (piece) => {
      body += piece;
    });
    req.once('end', () => {
      seen.push({ url: req.url, body, headers: req.headers });
      res.end('taken');
    });
  });
  let sockets = 0;
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    if (asksForWebSocket(req)) {
      sockets += 1;
      socket.end();
    } else serveWithoutUpgrade({ server, req, socket, head });
  });
  const port = await listen({ server, port: 0, host: '127.0.0.1' });
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
  const client = connect({ host: '127.0.0.1', port });
  const answer = () => new Promise((resolve) => client.once('data', resolve));
  client.write(`POST /a HTTP/1.1\r\nHost: x\r\n${offer}X-Kept: é, b\r\nContent-Length: 6\r\n\r\nfir`, 'latin1');
  client.write('st.');
  await answer();
  client.write(`POST /b HTTP/1.1\r\nHost: x\r\n${offer}Transfer-Encoding: chunked\r\n\r\n3\r\nsec\r\n0\r\n\r\n`);
  await answer();
  client.write('GET /c HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n');
  await new Promise((resolve) => client.resume().once('close', resolve));
  expect(seen.map(({ url, body }) => [url, body])).toEqual([
    ['/a', 'first.'],
    ['/b', 'sec'],
  ]);
  expect(seen[0]?.headers).toMatchObject({ host: 'x', 'x-kept': 'é, b' });
  expect(seen[0]?.headers).not.toHaveProperty('upgrade');
  expect(sockets).toBe(1);
  await new Promise((resolve) => server.close(resolve));
});
