import { EngineError } from '../../core/errors/engineError.ts';
import type { CallContext, SocketLine } from './context.ts';

/** The socket or event stream of a subscription. Throws EngineError INVALID_REQUEST when the call came over neither. */
export function lineOf(ctx: CallContext): SocketLine {
  if (ctx.line !== undefined) return ctx.line;
  throw new EngineError({
    code: 'INVALID_REQUEST',
    text: 'Subscriptions are opened over the WebSocket, or as an event stream (accept: text/event-stream). Nothing was changed.',
  });
}

/**
 * A subscription that counts against its socket's places and sends an item only when the previous one has left the process: a slow client makes
 * its own stream wait instead of filling the server's memory. Messages of several subscriptions at the same moment go in one write. Ends, and ends
 * the stream, when the client unsubscribes. `kind` names the subscription; a socket may hold at most `most` of that kind, since more would only
 * repeat the same items.
 */
export async function* paced<Item>(opts: {
  line: SocketLine;
  kind: string;
  most: number;
  signal: AbortSignal | undefined;
  stream(signal: AbortSignal): AsyncGenerator<Item, void>;
}): AsyncGenerator<Item, void> {
  const { line, kind, most, stream } = opts;
  const release = line.takeSubscription({ name: kind, most });
  const ended = new AbortController();
  const signal = opts.signal === undefined ? ended.signal : AbortSignal.any([opts.signal, ended.signal]);
  // Freed at once, not when the stream has ended, because a client may unsubscribe and subscribe in the same message.
  signal.addEventListener('abort', release);
  try {
    for await (const item of stream(signal)) {
      line.gather();
      yield item;
      await line.drained();
    }
  } finally {
    ended.abort();
    release();
  }
}
