import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswersUnderWay } from './answersUnderWay.ts';
import { countedAddress } from './clientAddress.ts';

/** The open connections of a server. */
export type Connections = {
  /** Those that speak HTTP: what was kept for a WebSocket is not among them. */
  speakingHttp(): Iterable<Socket>;
  /** Keeps a connection that becomes a WebSocket: others look after it from now on. */
  keep(socket: Socket): void;
};

/** The connections of an address, the one that asked last at the end. */
type Address = { readonly name: string; readonly sockets: Set<Socket> };

/**
 * Bounds the connections of one address and of all (0: as many as come). One too many costs a connection that waits for nothing: the one
 * of that address, or of the address that holds most, which has been silent longest; or the new one, when all others are at work. So one
 * address that opens thousands and says nothing shuts nobody else out.
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

  /** Closes one of these, so that it counts no more from now on. */
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
    // One that offered another protocol is handed to the server again.
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
