import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { EngineError } from '../../core/errors/engineError.ts';
import { drained } from '../http/drained.ts';
import type { SocketLine } from '../trpc/context.ts';

/** Subscriptions that one socket may hold at a time. */
export const MAX_SUBSCRIPTIONS = 100;
/** Bytes that may wait to be sent before no more requests are read from a socket. */
const MAX_WAITING_BYTES = 1024 * 1024;

const tooMany = (text: string) => new EngineError({ code: 'TOO_MANY_REQUESTS', text });

/** The line of a socket. Also stops reading requests from a client that does not read its answers. */
export function createSocketLine(opts: { ws: WebSocket; socket: Socket }): SocketLine {
  const { ws, socket } = opts;
  let subscriptions = 0;
  let gathering = false;
  const kinds = new Map<string, number>();

  ws.on('message', () => {
    if (ws.bufferedAmount < MAX_WAITING_BYTES || ws.isPaused) return;
    ws.pause();
    void drained(socket).then(() => ws.resume());
  });

  return {
    gather() {
      if (gathering) return;
      gathering = true;
      socket.cork();
      // Runs after the promises that are due now, so that the write includes all their messages.
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    },
    drained: () => drained(socket),
    takeSubscription({ name, most }) {
      const ofKind = kinds.get(name) ?? 0;
      if (subscriptions >= MAX_SUBSCRIPTIONS) {
        throw tooMany(
          `One connection holds at most ${MAX_SUBSCRIPTIONS} subscriptions. Close some, or use another connection.`,
        );
      }
      if (ofKind >= most) {
        throw tooMany(
          `One connection holds at most ${most} of this subscription. Share its items, or close one first.`,
        );
      }
      subscriptions += 1;
      kinds.set(name, ofKind + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        subscriptions -= 1;
        const left = (kinds.get(name) ?? 1) - 1;
        if (left > 0) kinds.set(name, left);
        else kinds.delete(name);
      };
    },
  };
}
