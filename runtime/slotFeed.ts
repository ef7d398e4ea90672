import WebSocket from 'ws';
import { type SlotTold, slotNotification } from '../core/chain/chainApi.ts';
import { jsonOrUndefined } from './jsonOrUndefined.ts';
import type { Logger } from './logger.ts';

/** Milliseconds until a lost connection is tried again, and that a connection may take. */
const RECONNECT_MS = 500;
const CONNECT_MS = 2_000;

export type SlotFeed = {
  /** Calls the listener for each slot that the chain announces, with what landed in it. Returns a function that stops it. */
  onSlot(listener: (told: SlotTold) => void): () => void;
  /** `performance.now()` of the last word of a slot; undefined while there is no connection, or while it is silent. */
  heardAt(): number | undefined;
  close(): void;
};

/**
 * Listens to the chain's slots (Solana's `slotSubscribe`): its users request what changes with a slot when there is one, and learn of landings without a
 * request. A notification may be missing, so users also poll at intervals, and often while `heardAt()` is undefined, which means no notification for
 * `silentMs`. Reconnects by itself.
 */
export function createSlotFeed(opts: {
  url: string;
  /** CHAIN_RPC_TOKEN. */
  token?: string | undefined;
  silentMs: number;
  logger: Logger;
}): SlotFeed {
  const { silentMs, logger } = opts;
  const url = new URL(opts.url);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const headers = opts.token === undefined ? {} : { authorization: `Bearer ${opts.token}` };
  const listeners = new Set<(told: SlotTold) => void>();
  let heardAt = Number.NEGATIVE_INFINITY;
  /** When the connection last showed that it lives. */
  let aliveAt = performance.now();
  let socket: WebSocket | undefined;
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  function hear(text: string): void {
    const told = slotNotification.safeParse(jsonOrUndefined(text)).data?.params.result;
    if (told === undefined) return;
    heardAt = performance.now();
    aliveAt = heardAt;
    for (const listener of listeners) listener(told);
  }

  function connect(): void {
    const opened = new WebSocket(url, { headers, handshakeTimeout: CONNECT_MS, perMessageDeflate: false });
    socket = opened;
    opened.on('open', () => {
      aliveAt = performance.now();
      opened.send('{"jsonrpc":"2.0","id":1,"method":"slotSubscribe"}');
    });
    opened.on('message', (data) => hear(String(data)));
    opened.on('error', (error) => logger.debug({ reason: error.message }, 'the chain’s slots can’t be heard'));
    opened.on('close', () => {
      heardAt = Number.NEGATIVE_INFINITY;
      if (!closed) again = setTimeout(connect, RECONNECT_MS);
    });
  }

  // A connection that fell silent may never say that it broke.
  const watch = setInterval(() => {
    if (socket?.readyState === WebSocket.OPEN && performance.now() - aliveAt > silentMs + CONNECT_MS)
      socket.terminate();
  }, CONNECT_MS);
  connect();

  return {
    onSlot(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heardAt: () => (performance.now() - heardAt <= silentMs ? heardAt : undefined),
    close() {
      closed = true;
      clearInterval(watch);
      clearTimeout(again);
      socket?.terminate();
    },
  };
}

/** How long the chain's word may stay out before it counts as silent, milliseconds: two slots and some. */
export function slotSilenceMs(slotTimeMs: number): number {
  return 2 * slotTimeMs + 200;
}
