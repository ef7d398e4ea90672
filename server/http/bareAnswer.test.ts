import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { answerUnread } from './bareAnswer.ts';
import { listen } from './listen.ts';

it('answers malformed HTTP with our headers, and never writes into an answer that has begun', async () => {
  const server = createServer((_req, res) => void res.writeHead(200).write('begun'));
  server.on('clientError', answerUnread);
  const port = await listen({ server, port: 0, host: '127.0.0.1' });
  const exchange = (first: string, then?: string) =>
    new Promise<string>((resolve) => {
      let text = '';
      const client = connect({ host: '127.0.0.1', port }, () => client.write(first));
      client.setEncoding('latin1').on('data', (piece: string) => {
        text += piece;
        if (then !== undefined && text.includes('begun')) client.write(then);
      });
      client.on('error', () => {});
      client.once('close', () => resolve(text));
    });
  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const refused = await exchange('no HTTP at all\r\n\r\n');
  expect(refused).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(refused).toMatch(/x-content-type-options: nosniff\r\n(.+\r\n)*cache-control: no-store\r\n/);
  expect(await exchange(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await exchange(request, 'no HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)*begun\r\n$/);
  await new Promise((resolve) => server.close(resolve));
});
