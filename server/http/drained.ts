import type { Writable } from 'node:stream';

/** All waiting calls of one stream share a listener, so that a socket with a hundred subscriptions does not get a hundred listeners. */
const waiting = new WeakMap<Writable, Promise<void>>();

/** Resolves when all written data of a response or socket has left this process, or when it is closed. */
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
