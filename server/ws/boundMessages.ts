import type { WebSocket } from 'ws';

/** Close code for a client that breaks the rules. */
const AGAINST_THE_RULES = 1008;

const MINUTE_MS = 60_000;

/** Closes a socket that sends more messages per minute than allowed; 0 means no limit. The calls in a message are counted separately. */
export function boundMessages(opts: { ws: WebSocket; perMinute: number }): void {
  const { ws, perMinute } = opts;
  if (perMinute === 0) return;
  let since = Date.now();
  let messages = 0;
  ws.on('message', () => {
    if (Date.now() - since >= MINUTE_MS) {
      since = Date.now();
      messages = 0;
    }
    messages += 1;
    if (messages === perMinute + 1) ws.close(AGAINST_THE_RULES, 'too many messages');
    // The client ignores the close and continues to send.
    if (messages > perMinute + 100) ws.terminate();
  });
}
