import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../server/testing/testServer.ts';
import { ask, askRaw } from './testing/ask.ts';
import { EXECUTE, rpc } from './testing/requests.ts';

/* Malformed requests, and ones that no client would write, sent byte by byte. */

let url: string;
let stack: TestServer;
beforeAll(async () => {
  stack = await testServer();
  url = stack.url;
});
afterAll(() => stack[Symbol.asyncDispose]());

/** Refused before it was parsed as a request, but with our headers. */
const bare = (status: string) =>
  new RegExp(
    `^HTTP/1\\.1 ${status}\r\n(.+\r\n)*x-content-type-options: nosniff\r\n(.+\r\n)*cache-control: no-store\r\n`,
  );

it('two lengths for one request', async () => {
  const bytes = `POST ${rpc('orders.place')} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
  expect(await askRaw(url, bytes)).toMatch(bare('400 Bad Request'));
});

it('headers of 100 kB', async () => {
  const bytes = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`;
  expect(await askRaw(url, bytes)).toMatch(bare('431 Request Header Fields Too Large'));
});

it('no host, and an unknown expectation', async () => {
  const line = 'GET /healthz HTTP/1.1\r\nConnection: close\r\n';
  expect(await askRaw(url, `${line}\r\n`)).toMatch(bare('400 Bad Request'));
  expect(await askRaw(url, `${line}Host: x\r\nExpect: the worst\r\n\r\n`)).toMatch(bare('200 OK'));
});

it('an address with another host in it names nothing but a path', async () => {
  const told = await ask(url, { path: 'http://evil.example/api/admin' });
  expect(told).toMatchObject({ status: 404, code: 'INVALID_REQUEST' });
  expect((await ask(url, { path: 'http://evil.example/healthz' })).status).toBe(200);
});

it.each(['/api/ws', EXECUTE])('an upgrade of %s whose host is none', async (path) => {
  const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
  const bytes = `GET ${path} HTTP/1.1\r\nHost: a b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n`;
  expect(await askRaw(url, bytes)).toMatch(bare('400 Bad Request'));
  expect((await ask(url, { path: '/healthz' })).status).toBe(200);
});
