import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Names of headers, and of options in `Connection`, by which a client offers another protocol. */
const OFFERS = new Set(['upgrade', 'http2-settings']);

/** True when the other protocol that a request offers is a WebSocket's. */
export function asksForWebSocket(req: IncomingMessage): boolean {
  return /(^|,)\s*websocket\s*(,|$)/i.test(req.headers.upgrade ?? '');
}

/** The request's head as received, without the offer. */
function headOf(req: IncomingMessage): string {
  const lines = [`${req.method} ${req.url} HTTP/${req.httpVersion}`];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const [name = '', value = ''] = req.rawHeaders.slice(i, i + 2);
    if (OFFERS.has(name.toLowerCase())) continue;
    const kept =
      name.toLowerCase() === 'connection'
        ? value.split(',').filter((option) => !OFFERS.has(option.trim().toLowerCase()))
        : [value];
    if (kept.length > 0) lines.push(`${name}: ${kept.join(',').trim()}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/**
 * Answers a request in HTTP/1.1 that offers a protocol which we don't support, as RFC 9110 requires (7.8). Java's and curl's HTTP/2 clients probe
 * for h2c this way, and Node treats every offer as an upgrade. The connection goes back to the server, with the request in front.
 */
export function serveWithoutUpgrade(opts: {
  server: Server;
  req: IncomingMessage;
  socket: Socket;
  head: Buffer;
}): void {
  const { server, req, socket, head } = opts;
  socket.unshift(Buffer.concat([Buffer.from(headOf(req), 'latin1'), head]));
  server.emit('connection', socket);
}
