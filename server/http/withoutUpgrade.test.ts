import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { followAnswers } from './answersUnderWay.ts';
import { listen } from './listen.ts';
import { asksForWebSocket, serveWithoutUpgrade } from './withoutUpgrade.ts';

it('answers a request that offers HTTP/2 in HTTP/1.1, with its body, and continues on the same connection', async () => {
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

it('answers all requests that are pipelined around such offers, in order, whatever their answers’ size', async () => {
  const waiting = new Map<string, () => void>();
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (piece) => {
      body += piece;
    });
    req.once('end', () => {
      const answer = () => res.end(`<${req.url}${body}>`);
      // More than the system buffers for a connection: the rest is sent when the client has read some of it.
      if (req.url === '/large') Readable.from(Array.from({ length: 64 }, () => 'x'.repeat(65_536))).pipe(res);
      else if (req.url?.startsWith('/late') === true) waiting.set(req.url, answer);
      else answer();
    });
  });
  const answers = followAnswers(server);
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) =>
    answers.whenAnswered(socket, () => {
      if (asksForWebSocket(req)) socket.end('<websocket>');
      else serveWithoutUpgrade({ server, req, socket, head });
    }),
  );
  const port = await listen({ server, port: 0, host: '127.0.0.1' });
  const client = connect({ host: '127.0.0.1', port });
  let text = '';
  client.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
  });
  const heard = (piece: string) => vi.waitFor(() => expect(text).toContain(piece), { timeout: 20_000, interval: 5 });
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
  const ask = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
  const post = (path: string, headers = '') =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 2\r\n\r\n-b`;
  client.write(
    [
      ask('/late-1'),
      ask('/2', offer),
      post('/3', offer),
      ask('/4'),
      ask('/late-5', offer),
      post('/6'),
      ask('/large'),
      post('/7', offer),
    ].join(''),
  );
  await vi.waitFor(() => expect(waiting.has('/late-1')).toBe(true));
  waiting.get('/late-1')?.();
  await heard('</4>');
  await vi.waitFor(() => expect(waiting.has('/late-5')).toBe(true));
  waiting.get('/late-5')?.();
  await heard('</7-b>');
  client.write(ask('/8') + ask('/ws', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
  await once(client, 'close');
  const order = [...text.matchAll(/<([^>]*)>/g)].map(([, path]) => path);
  expect(order).toEqual(['/late-1', '/2', '/3-b', '/4', '/late-5', '/6-b', '/7-b', '/8', 'websocket']);
  await new Promise((resolve) => server.close(resolve));
});
