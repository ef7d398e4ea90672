import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswersUnderWay } from './answersUnderWay.ts';
import { countedAddress } from './clientAddress.ts';

/** The open connections of a server. */
export type Connections = {
  /** The connections that speak HTTP, without those that became WebSockets. */
  speakingHttp(): Iterable<Socket>;
  /** Releases a connection that becomes a WebSocket; the socket code watches it from now on. */
  keep(socket: Socket): void;
};

/** The connections of an address, the one with the latest request last. */
type Address = { readonly name: string; readonly sockets: Set<Socket> };

/**
 * Limits the connections per address and in total (0: no limit). A connection over the limit closes an idle one: the one that has been silent
 * longest, of that address or of the address that holds most. If no connection is idle, the new one is closed. So an address that opens thousands
 * of silent connections does not lock out others.
 */
export function shareConnections(opts: {
  server: Server;
  answers: AnswersUnderWay;
  perAddress: number;
  total: number;
}): Connections {
  const { server, answers, perAddress, total } = opts;
  const open = new Set<Socket>();
  const kept = new WeakSet<Socket>();
  const byAddress = new Map<string, Address>();
  const addresses = new WeakMap<Socket, Address>();

  function forget(socket: Socket): void {
    open.delete(socket);
    const address = addresses.get(socket);
    addresses.delete(socket);
    address?.sockets.delete(socket);
    if (address?.sockets.size === 0) byAddress.delete(address.name);
  }

  /** Closes one of these; it no longer counts. */
  function closeIdlest({ sockets }: Address, newest: Socket): void {
    let idlest = newest;
    for (const socket of sockets) {
      if (kept.has(socket) || answers.count(socket) > 0) continue;
      idlest = socket;
      break;
    }
    forget(idlest);
    idlest.destroy();
  }

  function largest(first: Address): Address {
    let found = first;
    for (const address of byAddress.values()) if (address.sockets.size > found.sockets.size) found = address;
    return found;
  }

  server.on('connection', (socket: Socket) => {
    // A connection that offered another protocol is handed to the server again.
    if (open.has(socket)) return;
    const name = countedAddress(socket.remoteAddress ?? '') ?? 'unknown';
    const address = byAddress.get(name) ?? { name, sockets: new Set() };
    byAddress.set(name, address);
    address.sockets.add(socket);
    addresses.set(socket, address);
    open.add(socket);
    socket.once('close', () => forget(socket));
    if (perAddress > 0 && address.sockets.size > perAddress) closeIdlest(address, socket);
    else if (total > 0 && open.size > total) closeIdlest(largest(address), socket);
  });

  server.on('request', ({ socket }) => {
    const sockets = addresses.get(socket)?.sockets;
    if (sockets?.delete(socket)) sockets.add(socket);
  });

  return {
    *speakingHttp() {
      for (const socket of open) if (!kept.has(socket)) yield socket;
    },
    keep: (socket) => void kept.add(socket),
  };
}
