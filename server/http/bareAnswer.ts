import { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ON_EVERY_ANSWER } from './securityHeaders.ts';

const HEADERS = Object.entries({ ...ON_EVERY_ANSWER, 'cache-control': 'no-store' });

/** Status for input that Node refuses before it becomes a request, by error code; any other input is not HTTP. */
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers input that never became a request, with the headers of every answer, and ends the connection. */
export function answerBare(socket: Duplex, status: string, more: Readonly<Record<string, string>> = {}): void {
  // Destroyed after the answer: a client that never closes its side would keep the socket open.
  socket.once('finish', () => socket.destroy());
  const headers = [...HEADERS, ...Object.entries(more)].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Answers input that Node could not read as HTTP ('clientError'), unless an answer has begun on this connection, which would be corrupted. */
export function answerUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node itself checks this field; nothing else shows whether an answer has begun.
  const running: unknown = Reflect.get(socket, '_httpMessage');
  const begun = running instanceof ServerResponse && running.headersSent;
  if (socket.writable && !begun) answerBare(socket, REFUSALS[error.code ?? ''] ?? '400 Bad Request');
  else socket.destroy();
}
