import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { answerBare } from '../http/bareAnswer.ts';

/** Close code of a stopping server; the client may connect again. */
export const RESTARTS = 1012;

/** Milliseconds that sockets have to close gracefully. */
const FAREWELL_MS = 1_000;

export type Refusal = '400 Bad Request' | '403 Forbidden' | '429 Too Many Requests';

/** Answers a refused upgrade: a foreign origin, or a limit exceeded. */
export function refuseUpgrade(socket: Socket, status: Refusal): void {
  answerBare(socket, status, status.startsWith('429') ? { 'retry-after': '60' } : {});
}

/** Closes sockets because the server stops; those that do not close in time are terminated. */
export async function endSockets(sockets: Iterable<WebSocket>): Promise<void> {
  const open = [...sockets];
  const closed = Promise.all(open.map((ws) => new Promise<void>((resolve) => ws.once('close', () => resolve()))));
  for (const ws of open) ws.close(RESTARTS, 'the server restarts');
  const timer = setTimeout(() => {
    for (const ws of open) ws.terminate();
  }, FAREWELL_MS);
  await closed;
  clearTimeout(timer);
}
