import type { Writable } from 'node:stream';

/** Those who wait for one stream share a listener: a socket of a hundred subscriptions gets no hundred of them. */
const waiting = new WeakMap<Writable, Promise<void>>();

/** Resolves when what was written to a response or socket has left this process, or it is closed. */
export function drained(stream: Writable): Promise<void> {
  if (!stream.writableNeedDrain || stream.destroyed) return Promise.resolve();
  const known = waiting.get(stream);
  if (known !== undefined) return known;
  const promise = new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      waiting.delete(stream);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
  waiting.set(stream, promise);
  return promise;
}
