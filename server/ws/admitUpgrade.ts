import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isByKey } from '../auth/credentials.ts';
import type { AddressOf } from '../http/clientAddress.ts';
import { foreignTo } from '../http/originGuard.ts';
import type { TrustedOrigins } from '../http/trustedOrigins.ts';
import type { Limits } from '../limits/limits.ts';
import { refuseUpgrade } from './endSockets.ts';

/** True when the Host header names a host; otherwise code that reads the request's address would throw an uncaught error. */
function namesHost(req: IncomingMessage): boolean {
  try {
    return new URL(req.url ?? '/', `http://${req.headers.host ?? 'localhost'}`).pathname.startsWith('/');
  } catch {
    return false;
  }
}

/**
 * True when a WebSocket may be opened. It must come from our own page or a program (a browser names the page at the upgrade), it takes one of its
 * address's places until it closes, and it counts as a read. Otherwise this function answers the upgrade itself.
 */
export async function admitUpgrade(opts: {
  req: IncomingMessage;
  socket: Socket;
  trusted: TrustedOrigins;
  limits: Limits;
  addressOf: AddressOf;
}): Promise<boolean> {
  const { req, socket, trusted, limits, addressOf } = opts;
  if (!namesHost(req)) {
    refuseUpgrade(socket, '400 Bad Request');
    return false;
  }
  // Before counting, because a foreign page must not use up the limits of its visitor's address.
  if (!isByKey(req.headers) && foreignTo({ headers: req.headers, trusted }) !== undefined) {
    trusted.onForeign(req.headers.origin);
    refuseUpgrade(socket, '403 Forbidden');
    return false;
  }
  const address = addressOf(req);
  const release = limits.sockets.byAddress.take(address);
  if (release === undefined) {
    refuseUpgrade(socket, '429 Too Many Requests');
    return false;
  }
  socket.once('close', release);
  try {
    await limits.read({ address });
  } catch {
    refuseUpgrade(socket, '429 Too Many Requests');
    return false;
  }
  return !socket.destroyed;
}
