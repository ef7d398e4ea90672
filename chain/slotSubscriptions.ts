import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { RPC_ERRORS, type SlotTold } from '../core/chain/chainApi.ts';
import { jsonOrUndefined } from '../runtime/jsonOrUndefined.ts';
import type { Logger } from '../runtime/logger.ts';
import type { MadeSlot } from './chainNode.ts';
import { landedStatus } from './landedStatus.ts';

/** A subscriber that has taken nothing of so many bytes, those of thousands of landings, is let go: it connects again, and asks meanwhile. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const MAX_MESSAGE_BYTES = 4 * 1024;

const call = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]),
  method: z.string(),
  params: z.unknown().optional(),
});
const unsubscription = z.tuple([z.number()]);

export type SlotSubscriptions = {
  /** Takes over a connection that was admitted. */
  upgrade(opts: { request: IncomingMessage; socket: Duplex; head: Buffer }): void;
  /** Tells all subscribers of a committed slot and of what landed in it. */
  tell(made: MadeSlot): void;
  close(): void;
};

/**
 * Solana's `slotSubscribe` and `slotUnsubscribe` over WebSocket, one subscription a connection. A notification carries the status of all that landed
 * in the slot; whatever else a slot changes is asked for.
 */
export function createSlotSubscriptions(opts: { genesisHash: string; logger: Logger }): SlotSubscriptions {
  const { genesisHash, logger } = opts;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const subscriptions = new Map<WebSocket, number>();
  let last = 0;

  function answer(socket: WebSocket, text: string): object {
    const parsed = call.safeParse(jsonOrUndefined(text));
    if (!parsed.success) return { id: null, error: { code: RPC_ERRORS.invalidRequest, message: 'Invalid request' } };
    const { id, method, params } = parsed.data;
    if (method === 'slotSubscribe') {
      if (subscriptions.has(socket)) {
        const message = 'This connection is subscribed to slots already.';
        return { id, error: { code: RPC_ERRORS.invalidRequest, message } };
      }
      last += 1;
      subscriptions.set(socket, last);
      return { id, result: last };
    }
    if (method !== 'slotUnsubscribe')
      return { id, error: { code: RPC_ERRORS.methodNotFound, message: 'Method not found' } };
    const [subscription = 0] = unsubscription.safeParse(params).data ?? [];
    const known = subscriptions.get(socket) === subscription && subscriptions.delete(socket);
    return known
      ? { id, result: true }
      : { id, error: { code: RPC_ERRORS.invalidParams, message: 'Invalid subscription id.' } };
  }

  server.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(JSON.stringify({ jsonrpc: '2.0', ...answer(socket, String(data)) })));
    socket.on('close', () => subscriptions.delete(socket));
    socket.on('error', (error) => logger.debug({ err: error }, 'a subscriber’s connection broke'));
  });

  return {
    upgrade: ({ request, socket, head }) =>
      server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws, request)),
    tell({ slot, landedAt, landed }) {
      if (subscriptions.size === 0) return;
      const told: SlotTold = {
        ...{ slot, parent: slot - 1, root: slot, genesisHash },
        landed: landed.map((one) => ({ signature: one.signature, ...landedStatus({ ...one, slot, landedAt }) })),
      };
      const result = JSON.stringify(told);
      for (const [socket, subscription] of subscriptions) {
        if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
        else
          socket.send(
            `{"jsonrpc":"2.0","method":"slotNotification","params":{"result":${result},"subscription":${subscription}}}`,
          );
      }
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
